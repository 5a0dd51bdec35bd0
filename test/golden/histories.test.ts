import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createLog } from '../../worker/log';
import { installRuntime } from '../../worker/runtime';
import { bundleWorkflows } from '../../worker/startWorker';
import { buildsIn, filesOf, HISTORIES, textOf } from './golden';

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  const log = createLog('test', 'error');
  installRuntime(log, undefined);
  workflowBundle = await bundleWorkflows(log);
}, 60_000);

test.each(buildsIn(HISTORIES))(
  'what %s began goes on under the workflow code of today [DETERMINISM]',
  async (build) => {
    const histories = filesOf(HISTORIES, build).map((file) => ({
      workflowId: file,
      history: JSON.parse(textOf(file)) as unknown,
    }));
    const failed: string[] = [];
    let replayed = 0;
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
      replayed += 1;
      if (error) failed.push(`${workflowId}: ${error.message}`);
    }
    expect(failed).toEqual([]);
    expect(replayed).toBe(histories.length);
  },
);

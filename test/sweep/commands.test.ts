import { sql } from 'kysely';
import { workflowIdOf } from '../../workflows/ids';
import { arrearsWith, jsonOf } from '../cli/runArrears';
import { eventually } from '../embedded/eventually';
import { asOwner } from '../storage/asOwner';
import { livingHouse, type LivingHouse } from './livingHouse';

let living: LivingHouse;
let arrears: ReturnType<typeof arrearsWith>;
let environment: Record<string, string>;
beforeAll(async () => {
  living = await livingHouse();
  const { settings, masterKey } = living;
  environment = {
    DATABASE_URL: settings.DATABASE_URL,
    TEMPORAL_ADDRESS: settings.TEMPORAL_ADDRESS,
    TEMPORAL_TASK_QUEUE: settings.TEMPORAL_TASK_QUEUE,
    ARREARS_MASTER_KEY: masterKey,
  };
  arrears = arrearsWith(environment);
}, 60_000);
afterAll(() => living?.stop(), 60_000);

type Status = {
  kept: { runs: number; now: number; newestClosedAt: string | null };
  notKept: { runs: number; deletedFrom: string | null };
  gaps: { count: number; first: { runId: string }[] };
};

test('a run that ended is counted as not kept, with the moment of its deletion, until it is kept; a lost one is a gap with its exit code', async () => {
  const id = await living.contacted('archive');
  const first = await living.continued(id);
  let ended = await arrears('archive', 'status', '--json');
  const status = () => jsonOf(ended) as unknown as Status;
  await eventually(
    'it is listed',
    async () => {
      ended = await arrears('archive', 'status', '--json');
      return status().notKept.runs === 1;
    },
    45_000,
  );
  expect(ended.code).toBe(0);
  expect(status().kept.runs).toBe(0);
  expect(Date.parse(status().notKept.deletedFrom!)).toBeGreaterThan(Date.now());

  ended = await arrears('archive', 'keep', '--json');
  expect(status()).toMatchObject({ kept: { runs: 1, now: 1 }, notKept: { runs: 0 }, gaps: { count: 0 } });
  expect(await arrears('archive', 'verify')).toMatchObject({ code: 0, stdout: '1 runs were opened; damaged: 0.\n' });

  const { client } = living.house;
  const { runId } = await living.handleOf(id).describe();
  await client.workflowService.deleteWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId: workflowIdOf(id), runId },
  });
  await eventually(
    'the gap is told',
    async () => {
      ended = await arrears('archive', 'status');
      return ended.code === 3;
    },
    // Temporal deletes in its own time.
    150_000,
  );
  expect(ended.stdout).toMatch(new RegExp(`a run that another one names +account-${id} +${runId}`));

  await asOwner(living.database.url, async (db) => {
    await sql`alter table archived_runs disable trigger archive_is_append_only`.execute(db);
    await sql`update archived_runs set content = set_byte(content, 40, get_byte(content, 40) # 1)`.execute(db);
  });
  const verified = await arrears('archive', 'verify');
  expect(verified.code).toBe(3);
  expect(verified.stdout).toContain(`The archived run ${first} of account-${id} is damaged: its content`);
}, 300_000);

test('a lost account is told with an exit code of its own, and with --repair it lives again', async () => {
  const id = await living.contacted('sweep');
  await living.handleOf(id).terminate('test');
  const found = await arrears('sweep');
  expect(found.code).toBe(3);
  expect(found.stdout).toMatch(new RegExp(`${id} +open, and no workflow runs +– +only told`));
  const repaired = await arrears('sweep', '--repair', '--json');
  const findings = (jsonOf(repaired) as { findings: { accountId: string; outcome: string }[] }).findings;
  expect(findings.find(({ accountId }) => accountId === id)).toMatchObject({ kind: 'lost', outcome: 'repaired' });
  expect(await living.statusOf(id)).toBe('RUNNING');
}, 120_000);

test('a reset says which run it ended and where the account goes on; an unknown account is refused', async () => {
  const id = await living.contacted('reset');
  const { runId } = await living.handleOf(id).describe();
  const done = await arrears('reset', id, '--by', 'engineer-1', '--reason', 'T-1', '--to', 'first');
  expect(done.code).toBe(0);
  expect(done.stdout).toContain(`${id} goes on from event`);
  expect(done.stdout).toContain(`The run ${runId} was ended.`);
  expect(await arrears('reset', 'nobody', '--reason', 'T-1')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nobody handed over an account nobody.'),
  });
}, 120_000);

test('an archive is refused with a key that is not this database’s', async () => {
  const other = arrearsWith({ ...environment, ARREARS_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') });
  expect(await other('archive', 'status')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ARREARS_MASTER_KEY'),
  });
});

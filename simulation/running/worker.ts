import { parentPort, workerData } from 'node:worker_threads';
import { Groups } from '../figures/groups';
import { layoutFor } from '../figures/layout';
import { predictFrom } from '../fitting/predict';
import { liveUnit } from '../life/liveUnit';
import type { FromWorker, ToWorker, Work } from './work';

/** Lives what it is given under every pack, and keeps nothing but sums. */
const { packs, counts, days, ...rest } = workerData as Work;
const layout = layoutFor(days);
const policies = new Map(packs.map(({ hash, policy }) => [hash, policy]));
const setting = { ...rest, days, layout, predict: predictFrom(counts), policies: policyOf };
const sums = packs.map(() => new Groups(layout.names.length));

function policyOf(hash: (typeof packs)[number]['hash']) {
  const policy = policies.get(hash);
  if (!policy) throw new Error(`No pack ${hash} was given`);
  return policy;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
const say = (message: FromWorker): void => parentPort!.postMessage(message);

parentPort!.on('message', (message: ToWorker) => {
  if ('end' in message) {
    say({ sums: sums.map((groups) => groups.sums) });
    return parentPort!.close();
  }
  let lived = 0;
  for (const unit of message.units) {
    for (const [i, { hash }] of packs.entries()) liveUnit(unit, hash, setting, sums[i]!);
    lived += unit.accounts.length;
  }
  say({ lived });
});

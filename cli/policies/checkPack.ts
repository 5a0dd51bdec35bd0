import { daysLeft } from '../../domain/calendar';
import type { PolicyInForce } from '../../domain/policy';
import { warningsOf } from '../../domain/policyWarnings';
import { dayOf, type Day, type TimeZone } from '../../domain/time';
import { realTime } from '../../storage/rehearsalClock';
import { labelled } from '../terminal/labelled';
import { print, printJson } from '../terminal/print';
import { readPackFile } from './readPackFile';
import { warningText } from './warningText';

export type CheckOptions = Readonly<{ on?: Day; json: boolean }>;

/** Says what a pack's file holds, or why it is refused on a day. Needs no service and writes nothing. */
export async function checkPack(path: string, { on, json }: CheckOptions): Promise<void> {
  const today = on ?? dayOf(realTime.now(), 'UTC' as TimeZone);
  const pack = await readPackFile(path, today);
  if (json) return printJson(toldOf(pack, today));
  print(textOf(pack, today));
}

const toldOf = ({ hash, policy }: PolicyInForce, today: Day) => ({
  id: policy.id,
  version: policy.version,
  hash,
  jurisdiction: policy.jurisdiction,
  currency: policy.currency,
  appliesTo: policy.appliesTo,
  valid: policy.valid,
  approvals: policy.approvals,
  calendar: {
    id: policy.calendar.id,
    version: policy.calendar.version,
    knownThrough: policy.calendar.knownThrough,
    daysLeft: daysLeft(policy.calendar, today),
  },
  warnings: warningsOf(policy, today),
});

function textOf({ hash, policy }: PolicyInForce, today: Day): string {
  const { id, version, appliesTo, valid, approvals, calendar } = policy;
  const lines = labelled([
    ['hash', hash],
    ['for', `${policy.jurisdiction}, ${policy.currency}, ${appliesTo.products.join(' and ')}`],
    ['binds', appliesTo.collectors.join(' and ')],
    ['valid', `${valid.from} through ${valid.through}`],
    ['approved', approvals.map(({ by, on, through }) => `by ${by} on ${on}, through ${through}`).join('\n')],
    ['calendar', `${calendar.id} ${calendar.version}, known through ${calendar.knownThrough}`],
    ['warnings', warningsOf(policy, today).map(warningText).join('\n') || 'none'],
  ]);
  return `${id} ${version} can be loaded.\n\n${lines}`;
}

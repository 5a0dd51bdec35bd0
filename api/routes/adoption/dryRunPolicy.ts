import { z } from 'zod';
import type { AdoptionChange } from '../../../domain/adoption/figures';
import { hasMoreFollowersThan } from '../../../storage/adoption/debtorJournals';
import { dryRun } from '../../../storage/adoption/dryRun';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { moment } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { example, exampleOf } from './changeExample';
import { packParams, pairFields, versionPair } from './versionPair';

/** More take longer than a request may. */
const ACCOUNTS_MAX = 500;
const EXAMPLES_MAX = 200;

const count = z.number().int();
const body = z.strictObject({
  ...pairFields,
  examples: z.number().int().min(0).max(EXAMPLES_MAX).default(10).describe('Show so many changes'),
});
const template = z.object({
  template: z.string(),
  from: count.nullable(),
  to: count.nullable(),
  isReworded: z.boolean().describe('true with one version: a text was changed without a new version [TEMPLATE]'),
});
const figures = z.object({
  accounts: count.describe('Living accounts that follow the version that is left'),
  notBegun: count.describe('Of these: handed over and not begun, so there is no journal to look at'),
  leftOut: count.describe('Those for which the other version is not: they keep theirs'),
  contacts: count,
  contactsNotReproduced: count.describe('Decided by another pack or other rules: not compared'),
  contactsOutsideCalendar: count.describe('On days that the other calendar does not know: not compared'),
  contactsChanged: z.array(z.object({ was: z.string(), wouldBe: z.string(), rule: z.string(), count })),
  nextChanged: z
    .record(z.string(), count)
    .describe('Next steps that move: earlier, later, dateIsNew, dateIsGone, sameDate'),
  atOnce: z.record(z.string(), count).describe('What would be written down without waiting'),
});
const reply = z.object({
  at: moment,
  from: z.string().describe('The hash of the version that is left'),
  to: z.string(),
  templates: z.array(template),
  rungsGone: z.array(z.string()),
  rungsNew: z.array(z.string()),
  figures,
  listSha256: z.string().describe('Of the whole list: the same journals and moment give the same'),
  examples: z.array(example),
});

export function dryRunPolicy(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'dryRunPolicy',
    url: '/policies/:id/dry-runs',
    tag: 'policies',
    summary: 'What another version of a pack would change for the accounts that live',
    description:
      'Changes no account. Contacts of the journals that would have been made or not made, next dates that move, texts that ' +
      `change. The whole list comes from \`arrears policy dry-run\`, and so do all dry runs of more than ${ACCOUNTS_MAX} accounts.`,
    params: packParams,
    body,
    replies: { 200: reply },
    handle: async ({ params, body, caller }) => {
      const { db, clock } = parts;
      const pair = await versionPair(db, params.id, body);
      await mustBeFew(parts, pair.from.hash);
      const shown: AdoptionChange[] = [];
      const onChange = (change: AdoptionChange): void => {
        if (shown.length < body.examples) shown.push(change);
      };
      const at = clock.now();
      const { pack, figures, listSha256 } = await dryRun(db, { ...pair, at, by: caller.sub }, { onChange });
      const named = { at: new Date(at).toISOString(), from: pair.from.hash, to: pair.to.hash };
      const told = { ...figures, contactsChanged: [...figures.contactsChanged] };
      const { templates, rungsGone, rungsNew } = pack;
      const lists = { templates: [...templates], rungsGone: [...rungsGone], rungsNew: [...rungsNew] };
      return { status: 200, body: { ...named, ...lists, figures: told, listSha256, examples: shown.map(exampleOf) } };
    },
  });
}

async function mustBeFew({ db }: Parts, policyHash: string): Promise<void> {
  if (!(await hasMoreFollowersThan(db, policyHash, ACCOUNTS_MAX))) return;
  const detail = `More than ${ACCOUNTS_MAX} accounts follow it: use the command line, arrears policy dry-run.`;
  throw new Problem(409, 'tooManyAccounts', detail);
}

import { sql } from 'kysely';
import { reportFacts } from '../client/reportFacts';
import type { Fact } from '../domain/message';
import { spread } from '../domain/spread';
import { addDays, DAY_MS, dayOf, type Instant } from '../domain/time';
import { command } from './happen';
import { ZONE, type Stage } from './world';

const BY = 'rehearsal-supervisor';
const AT_ONCE = 20;

type Open = Readonly<{ account_id: string; id: string; kind: string; ref: string; since: Date }>;

/** The supervisor of a rehearsal looks at what was escalated a day ago, answers complaints, and ends what has ended. */
export async function supervise(stage: Stage, now: Instant): Promise<void> {
  const open = await stage.db
    .selectFrom('escalations')
    .innerJoin('accounts', 'accounts.id', 'escalations.account_id')
    .select(['account_id', 'escalations.id', 'kind', 'ref', 'since'])
    .where('settled_at', 'is', null)
    .where('accounts.status', '=', 'open')
    .where('since', '<', new Date(now - DAY_MS))
    .orderBy('since')
    .limit(AT_ONCE)
    .execute();
  for (const escalation of open) await answer(stage, escalation, now);
  await answerComplaints(stage, now);
}

async function answer(stage: Stage, open: Open, now: Instant): Promise<void> {
  const { account_id: accountId, id: escalationId, ref } = open;
  switch (open.kind) {
    case 'termsAreMissing':
      return tell(stage, accountId, `${ref}-terms`, {
        type: 'HoldTermsReported',
        holdId: ref,
        terms: { hours: { fromMinute: 10 * 60, toMinute: 16 * 60 }, channels: ['email', 'letter'] },
        reviewOn: addDays(dayOf(now, ZONE), 30),
        by: BY,
      });
    case 'reviewIsDue':
    case 'complaintIsLate':
      return end(stage, accountId, ref);
    case 'messageIsHeld':
      return command(stage, accountId, { type: 'RejectMessage', messageId: ref, because: 'threat', by: BY });
    default:
      return command(stage, accountId, { type: 'SettleEscalation', escalationId, because: 'seen', by: BY });
  }
}

/** Two complaints in three are answered after a day; the others come to the supervisor when they are late. */
async function answerComplaints(stage: Stage, now: Instant): Promise<void> {
  const { rows } = await sql<{ account_id: string; hold_id: string }>`
    select a.id as account_id, f.body ->> 'holdId' as hold_id from accounts a
    join debtor_facts f on f.debtor_id = a.debtor_id
    where 'complaint' = any(a.holds) and a.status = 'open' and f.type = 'HoldReported' and f.body ->> 'kind' = 'complaint'
      and f.received_at < ${new Date(now - DAY_MS)} limit ${AT_ONCE}`.execute(stage.db);
  for (const { account_id, hold_id } of rows) {
    if (spread(hold_id) < 0.66) await end(stage, account_id, hold_id);
  }
}

const end = (stage: Stage, accountId: string, holdId: string): Promise<void> =>
  tell(stage, accountId, `${holdId}-end`, { type: 'HoldEndReported', holdId, because: 'settled', by: BY });

async function tell(stage: Stage, accountId: string, externalId: string, fact: Fact): Promise<void> {
  await reportFacts(stage.db, stage.clock, [{ accountId, source: 'rehearsal', externalId, fact }]);
}

import { sql } from 'kysely';
import { reportFacts, type ReportedFact } from '../client/reportFacts';
import type { AttemptId } from '../domain/brand';
import type { Attitude, CallResult, LegalOutcome } from '../domain/events';
import type { Fact, FactOf } from '../domain/message';
import { spread } from '../domain/spread';
import { DAY_MS, HOUR_MS, type Instant } from '../domain/time';
import { command } from './happen';
import type { Stage } from './world';

/** In one go; what is left is found in the next. */
const AT_ONCE = 200;

/** Providers, collectors and the legal team of a rehearsal answer what they see. Each answer is drawn by a hash, so it repeats. */
export async function react(stage: Stage, now: Instant): Promise<void> {
  const facts = [
    ...(await deliveries(stage, now)),
    ...(await calls(stage, now)),
    ...(await letters(stage, now)),
    ...(await courts(stage, now)),
  ];
  await reportFacts(stage.db, stage.clock, facts);
  await legalTeam(stage, now);
  await operations(stage, now);
}

const answer = (accountId: string, externalId: string, fact: Fact): ReportedFact => ({
  accountId,
  source: 'rehearsal',
  externalId,
  fact,
});

/** Attempts without an answer so far: an answer counts once, but reading and sending it again would cost each time. */
const unanswered = (stage: Stage, suffix: string) =>
  stage.db
    .selectFrom('attempts as a')
    .where(
      sql<boolean>`not exists (select 1 from inbox i where i.source = 'rehearsal' and i.external_id = a.id || ${suffix}::text)`,
    );

async function deliveries(stage: Stage, now: Instant): Promise<ReportedFact[]> {
  const sent = await unanswered(stage, '-delivery')
    .select(['a.id', 'a.account_id'])
    .where('a.channel', '=', 'sms')
    .where('a.status', 'in', ['sent', 'unknown'])
    .where('a.decided_at', '<', new Date(now - HOUR_MS))
    .limit(AT_ONCE)
    .execute();
  return sent.map(({ id, account_id }) => {
    const status = spread(id) < 0.93 ? 'delivered' : 'undelivered';
    const code = status === 'delivered' ? '' : 'rehearsed';
    return answer(account_id, `${id}-delivery`, {
      type: 'DeliveryReported',
      attemptId: id as AttemptId,
      status,
      code,
      providerRef: '',
    });
  });
}

async function calls(stage: Stage, now: Instant): Promise<ReportedFact[]> {
  const open = await unanswered(stage, '-call')
    .select(['a.id', 'a.account_id'])
    .where('a.channel', '=', 'call')
    .where('a.status', '=', 'sent')
    .where('a.decided_at', '<', new Date(now - HOUR_MS))
    .limit(AT_ONCE)
    .execute();
  return open.map(({ id, account_id }) =>
    answer(account_id, `${id}-call`, {
      type: 'CallResultReported',
      attemptId: id as AttemptId,
      ...resultOf(spread(id)),
      textId: null,
      by: 'rehearsal-collector',
      recordingRef: `rec-${id}`,
    }),
  );
}

type Told = Pick<FactOf<'CallResultReported'>, 'result' | 'attitude' | 'identityVerified'>;

/** Whoever reaches the debtor in person asks who they are first, and mostly finds out. */
function resultOf(draw: number): Told {
  if (draw < 0.35) return { result: 'rightParty', attitude: attitudeOf(draw), identityVerified: draw < 0.32 };
  return { result: inVain(draw), attitude: null, identityVerified: false };
}

const attitudeOf = (draw: number): Attitude => (draw < 0.15 ? 'willing' : draw < 0.28 ? 'unable' : 'evasive');

function inVain(draw: number): CallResult {
  if (draw < 0.75) return 'noAnswer';
  if (draw < 0.85) return 'voicemail';
  if (draw < 0.92) return 'busy';
  if (draw < 0.96) return 'thirdParty';
  return draw < 0.98 ? 'thirdPartyAnnoyed' : 'wrongNumber';
}

/** The print house mails a letter a day after it has it; the post says two days later what became of it. */
async function letters(stage: Stage, now: Instant): Promise<ReportedFact[]> {
  const underWay = await stage.db
    .selectFrom('letters')
    .select(['register_number', 'account_id', 'status', 'issued_at'])
    .where('status', 'in', ['printed', 'mailed'])
    .where('issued_at', '<', new Date(now - DAY_MS))
    .limit(AT_ONCE)
    .execute();
  return underWay.flatMap(({ register_number: registerNumber, account_id, status, issued_at }) => {
    const tell = (name: string, fact: Fact): ReportedFact => answer(account_id, `${registerNumber}-${name}`, fact);
    if (status === 'printed') {
      const mailNumber = `RR${String(Math.floor(spread(registerNumber) * 1e9)).padStart(9, '0')}TW`;
      return tell('mailed', { type: 'LetterTracked', registerNumber, status: 'mailed', mailNumber });
    }
    if (issued_at.getTime() > now - 3 * DAY_MS) return [];
    const became = spread(registerNumber) < 0.9 ? 'delivered' : 'returned';
    return tell('track', { type: 'LetterTracked', registerNumber, status: became });
  });
}

const COURT: readonly Readonly<{ afterDays: number; outcome: LegalOutcome }>[] = [
  { afterDays: 7, outcome: 'lawyerLetterSent' },
  { afterDays: 25, outcome: 'paymentOrderIssued' },
  { afterDays: 50, outcome: 'claimConfirmed' },
];

async function courts(stage: Stage, now: Instant): Promise<ReportedFact[]> {
  const cases = await stage.db
    .selectFrom('referrals')
    .select(['id', 'account_id', 'decided_at', 'latest_outcome'])
    .where('status', '=', 'delivered')
    .execute();
  return cases.flatMap(({ id: referralId, account_id, decided_at, latest_outcome }) => {
    const next = COURT[COURT.findIndex(({ outcome }) => outcome === latest_outcome) + 1];
    if (!next || !decided_at || now < decided_at.getTime() + next.afterDays * DAY_MS) return [];
    const { outcome } = next;
    return [answer(account_id, `${referralId}-${outcome}`, { type: 'LegalOutcomeReported', referralId, outcome })];
  });
}

/** Legal looks at a proposal for two days, consults, and approves most. */
async function legalTeam(stage: Stage, now: Instant): Promise<void> {
  const proposed = await stage.db
    .selectFrom('referrals')
    .select(['id', 'account_id'])
    .where('status', '=', 'proposed')
    .where('proposed_at', '<', new Date(now - 2 * DAY_MS))
    .limit(20)
    .execute();
  for (const { id: referralId, account_id } of proposed) {
    const by = 'rehearsal-legal';
    if (spread(referralId) < 0.85) {
      await command(stage, account_id, {
        type: 'ApproveReferral',
        referralId,
        consulted: 'rehearsed consultation',
        by,
      });
    } else {
      await command(stage, account_id, {
        type: 'DeclineReferral',
        referralId,
        because: 'the cost would exceed the claim',
        by,
      });
    }
  }
}

/** Operations write off what no letter may be sent for, once nothing else is left to do. */
async function operations(stage: Stage, now: Instant): Promise<void> {
  const stuck = await stage.db
    .selectFrom('accounts')
    .select('id')
    .where('status', '=', 'open')
    .where('waits_for', 'like', 'a delivered demand letter%')
    .where('due_on', '<', new Date(now - 140 * DAY_MS).toISOString().slice(0, 10))
    .limit(20)
    .execute();
  for (const { id } of stuck) {
    await command(stage, id, {
      type: 'WriteOff',
      because: 'too small for a letter and for legal recourse',
      by: 'rehearsal-operations',
    });
  }
}

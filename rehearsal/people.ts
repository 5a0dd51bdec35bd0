import { reportFacts, type ReportedFact } from '../client/reportFacts';
import type { Command, Fact } from '../domain/message';
import { findingsIn } from '../domain/rules/conduct';
import { spread } from '../domain/spread';
import { addDays, DAY_MS, dayOf, momentOf, type Day, type Instant } from '../domain/time';
import { keepWords } from '../storage/queries/texts';
import { command } from './happen';
import { ZONE, type Stage } from './world';

/** What one debtor in some does in a life: a share of all accounts, and what it leads to. */
type Trouble = Readonly<{ share: number; happens: (stage: Stage, accountId: string, now: Instant) => Promise<void> }>;

const TROUBLES: readonly Trouble[] = [
  {
    share: 0.06,
    happens: (stage, id) =>
      tell(stage, id, { type: 'OptOutReported', ref: `${id}-stop`, channel: 'sms', provenance: 'debtor' }),
  },
  { share: 0.06, happens: prefersEvenings },
  { share: 0.05, happens: agreesToLateHour },
  { share: 0.05, happens: (stage, id, now) => hold(stage, id, 'hardship', 'document', addDays(today(now), 20)) },
  { share: 0.04, happens: (stage, id) => hold(stage, id, 'vulnerability', 'relative', null) },
  { share: 0.05, happens: (stage, id) => hold(stage, id, 'complaint', 'debtor', null) },
  { share: 0.03, happens: (stage, id) => hold(stage, id, 'bankruptcy', 'court', null) },
  { share: 0.02, happens: (stage, id) => hold(stage, id, 'death', 'relative', null) },
  { share: 0.06, happens: callsBack },
  { share: 0.06, happens: agreesInstalments },
  { share: 0.12, happens: writes },
];

const FIRST_DAY = 3;
const DAYS = 25;
const today = (now: Instant): Day => dayOf(now, ZONE);

/** The debtors of a rehearsal and those around them. Who does what, and when, is drawn by a hash of the account, so it repeats. */
export function openPeople(stage: Stage) {
  const spoke = new Set<string>();
  return {
    /** Lets everybody speak whose day has come; whatever was said already counts once. */
    async speak(now: Instant): Promise<void> {
      const rows = await stage.db
        .selectFrom('accounts')
        .select(['id', 'opened_at'])
        .where('status', '=', 'open')
        .where('opened_at', '<', new Date(now - FIRST_DAY * DAY_MS))
        .execute();
      for (const { id, opened_at } of rows) {
        if (spoke.has(id) || opened_at === null) continue;
        const afterDays = FIRST_DAY + spread(`${id} day`) * DAYS;
        if (now < opened_at.getTime() + afterDays * DAY_MS) continue;
        spoke.add(id);
        await troubleOf(id)?.happens(stage, id, now);
      }
    },
  };
}

function troubleOf(accountId: string): Trouble | undefined {
  let draw = spread(`${accountId} trouble`);
  return TROUBLES.find(({ share }) => (draw -= share) < 0);
}

async function tell(stage: Stage, accountId: string, fact: Fact): Promise<void> {
  const reported: ReportedFact = { accountId, source: 'rehearsal', externalId: `${accountId}-${fact.type}`, fact };
  await reportFacts(stage.db, stage.clock, [reported]);
}

type Held = Extract<Fact, { type: 'HoldReported' }>;

const hold = (
  stage: Stage,
  accountId: string,
  kind: Held['kind'],
  provenance: Held['provenance'],
  reviewOn: Day | null,
): Promise<void> =>
  tell(stage, accountId, {
    type: 'HoldReported',
    holdId: `${accountId}-${kind}`,
    kind,
    provenance,
    by: 'rehearsal-collector',
    reviewOn,
    textId: null,
  });

function prefersEvenings(stage: Stage, accountId: string): Promise<void> {
  return tell(stage, accountId, {
    type: 'PreferencesReported',
    ref: `${accountId}-wish`,
    hours: { fromMinute: 18 * 60, toMinute: 21 * 60 },
    channel: 'email',
    language: 'en',
    by: 'rehearsal-collector',
  });
}

/** An hour after the ordinary ones, on one of the coming days. */
function agreesToLateHour(stage: Stage, accountId: string, now: Instant): Promise<void> {
  return tell(stage, accountId, {
    type: 'TimeAgreementReported',
    agreementId: `${accountId}-late`,
    opensAt: momentOf(addDays(today(now), 2), 22 * 60, ZONE),
    closesAt: momentOf(addDays(today(now), 2), 23 * 60, ZONE),
    by: 'rehearsal-collector',
  });
}

function callsBack(stage: Stage, accountId: string): Promise<void> {
  return tell(stage, accountId, {
    type: 'CallResultReported',
    attemptId: null,
    result: 'rightParty',
    textId: null,
    by: 'rehearsal-collector',
    attitude: 'willing',
    recordingRef: `rec-${accountId}-inbound`,
    identityVerified: true,
  });
}

/** Six instalments of what is small enough to be kept or broken as the payments of the data fall. */
async function agreesInstalments(stage: Stage, accountId: string, now: Instant): Promise<void> {
  const row = await stage.db
    .selectFrom('accounts')
    .select('balance_minor')
    .where('id', '=', accountId)
    .executeTakeFirst();
  const partMinor = (row?.balance_minor ?? 0n) / 6n;
  if (partMinor === 0n) return;
  const instalments = Array.from({ length: 6 }, (_, i) => ({
    dueOn: addDays(today(now), 15 + 30 * i),
    amountMinor: partMinor,
  }));
  const arrangementId = `${accountId}-arrangement`;
  await command(stage, accountId, {
    type: 'AgreeArrangement',
    arrangementId,
    instalments,
    method: 'transfer',
    by: 'rehearsal-collector',
  });
}

const POLITE = 'Thank you for your call today. Please tell us by Friday which day of the month suits you.';
const RUDE = 'Pay now or we will send the police to your house.';

/** What a collector writes himself; one in three forgets his manners and is held [CONDUCT]. */
async function writes(stage: Stage, accountId: string): Promise<void> {
  const text = spread(`${accountId} manners`) < 0.33 ? RUDE : POLITE;
  const textId = await keepWords(stage.db, stage.master, accountId, text);
  if (textId === null) return;
  const { sha256 } = await stage.db
    .selectFrom('texts')
    .select('sha256')
    .where('id', '=', textId)
    .executeTakeFirstOrThrow();
  const given: Command = {
    type: 'SendMessage',
    messageId: `${accountId}-words`,
    channel: 'email',
    textId,
    textSha256: sha256,
    findings: findingsIn(text, stage.pack.policy.freeText.forbidden),
    by: 'rehearsal-collector',
  };
  await command(stage, accountId, given);
}

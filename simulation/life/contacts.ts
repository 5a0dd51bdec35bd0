import type { Account } from '../../domain/account';
import type { AttemptId } from '../../domain/brand';
import type { CallResult, EventOf } from '../../domain/events';
import type { FactOf } from '../../domain/message';
import type { Channel } from '../../domain/policy';
import { DAY_MS, HOUR_MS, plus, type Instant } from '../../domain/time';
import type { Purpose } from '../chance/chances';
import { pickBy } from '../fitting/predict';
import { agree } from './agreements';
import { happens, type Circle } from './circle';

/** Each channel has luck of its own, so that one more SMS does not change how the next call ends. */
const CHANNELS: readonly Channel[] = ['sms', 'email', 'call', 'letter'];
const SLOTS = 100_000;
const luckOf = (channel: Channel, nth: number): number => CHANNELS.indexOf(channel) * SLOTS + nth;

/** A contact left us: an SMS or e-mail arrives or does not, a call ends in some way. */
export function wentOut(circle: Circle, contact: EventOf<'ContactReserved'>, at: Instant): void {
  const { channel, attemptId, purpose } = contact;
  const nth = circle.nth(channel);
  if (channel === 'call') return endCall(circle, attemptId, nth, at);
  if (!happens(circle, 'delivery', luckOf(channel, nth), circle.assumed.delivery[channel])) return;
  if (purpose === 'collection') circle.payer.reached(channel, at);
  if (happens(circle, 'optOut', luckOf(channel, nth), circle.assumed.reaction.optOut[channel])) {
    const { accountId, speak } = circle;
    speak.report(accountId, plus(at, HOUR_MS), {
      type: 'OptOutReported',
      ref: `${attemptId}-stop`,
      channel,
      provenance: 'debtor',
    });
  }
  mayComplain(circle, channel, nth, at);
}

const VAIN: readonly CallResult[] = ['thirdParty', 'thirdPartyAnnoyed', 'voicemail', 'busy', 'wrongNumber', 'noAnswer'];

function endCall(circle: Circle, attemptId: AttemptId, nth: number, at: Instant): void {
  const { call } = circle.assumed;
  const shares = [call.rightParty, ...VAIN.map((result) => (call as Readonly<Record<string, unknown>>)[result] ?? 0)];
  const drawn = pickBy(shares as number[], circle.chances('call', nth));
  const result: CallResult = drawn === 0 ? 'rightParty' : VAIN[drawn - 1]!;
  const isReached = result === 'rightParty';
  const fact: FactOf<'CallResultReported'> = {
    type: 'CallResultReported',
    attemptId,
    result,
    textId: null,
    by: 'simulated-collector',
    attitude: null,
    recordingRef: null,
    identityVerified: isReached && happens(circle, 'identity', nth, call.identityVerified),
  };
  circle.speak.report(circle.accountId, plus(at, call.afterHours * HOUR_MS), fact);
}

/** The debtor in person was spoken to. */
export function talked(circle: Circle, account: Account, at: Instant): void {
  const nth = circle.nth('talk');
  circle.payer.reached('call', at);
  agree(circle, account, nth, at);
  mayComplain(circle, 'call', nth, at);
}

/** The post brings a letter, or brings it back. */
export function letterUnderWay(
  { accountId, speak, assumed, chances, nth }: Circle,
  registerNumber: string,
  at: Instant,
) {
  const { letter, letterMailedAfterDays, letterArrivesAfterDays } = assumed.delivery;
  const arrives = chances('letter', nth('letter')) < letter;
  const mailNumber = `RR-${registerNumber}`;
  const mailedAt = plus(at, letterMailedAfterDays * DAY_MS);
  speak.report(accountId, mailedAt, { type: 'LetterTracked', registerNumber, status: 'mailed', mailNumber });
  const status = arrives ? 'delivered' : 'returned';
  speak.report(accountId, plus(mailedAt, letterArrivesAfterDays * DAY_MS), {
    type: 'LetterTracked',
    registerNumber,
    status,
  });
}

export function letterArrived(circle: Circle, at: Instant): void {
  circle.payer.reached('letter', at);
  mayComplain(circle, 'letter', circle.nth('letter arrived'), at);
}

const COMPLAINT: Purpose = 'complaint';

/** The bank itself answers, some days later [COMPLAINT]. */
function mayComplain(circle: Circle, channel: Channel, nth: number, at: Instant): void {
  const { accountId, speak, assumed } = circle;
  if (!happens(circle, COMPLAINT, luckOf(channel, nth), assumed.reaction.complaint[channel])) return;
  const holdId = `${accountId}-complaint-${circle.nth('complaint')}`;
  const by = 'simulated-bank';
  const complainedAt = plus(at, HOUR_MS);
  const answeredAt = plus(complainedAt, assumed.trouble.complaintAnsweredAfterDays * DAY_MS);
  speak.report(accountId, complainedAt, {
    type: 'HoldReported',
    holdId,
    kind: 'complaint',
    provenance: 'debtor',
    by,
    reviewOn: null,
    textId: null,
  });
  speak.report(accountId, answeredAt, { type: 'HoldEndReported', holdId, because: 'answered', by });
}

import { ok } from 'node:assert';
import type { Account } from '../../domain/account';
import { totalOf } from '../../domain/money';
import type { Cap, Channel } from '../../domain/policy';
import type { CountedContact } from '../../domain/rules/gate';
import { DAY_MS, dayOf, windowOn, type Instant } from '../../domain/time';
import type { Turn } from '../../domain/turn';
import { policyOf } from './policies';

/** Nothing leaves the house for an account that is held, promised, or about to close. */
export function mayBeApproached(account: Account): void {
  ok(account.holds.length === 0, `[DISPUTE] [FRAUD] [PROMISE] approached while held: ${account.holds[0]?.kind}`);
  ok(account.closing === null && account.closed === null, '[LETTER-CLOSED] approached though withdrawn or closed');
  ok(totalOf(account.balance) > 0n, '[AMOUNT] approached though nothing is owed');
}

/** HOURS and FREQUENCY, counted by hand and not by the gate. */
export function mayBeContacted(
  account: Account,
  channel: Channel,
  before: readonly CountedContact[],
  now: Instant,
): void {
  mayBeApproached(account);
  const { contactHours, caps } = policyOf(account.policyHash);
  const { opens, closes } = windowOn(now, contactHours, account.timeZone);
  ok(now >= opens && now < closes, '[HOURS] contacted outside the window');

  const isBelow = (contacts: readonly CountedContact[], cap: Cap): boolean => {
    const today = contacts.filter(({ at }) => dayOf(at, account.timeZone) === dayOf(now, account.timeZone));
    const inWeek = contacts.filter(({ at }) => now - at < 7 * DAY_MS);
    return today.length < cap.perDay && inWeek.length < cap.perWeek;
  };
  ok(isBelow(before, caps.total), '[FREQUENCY] above the cap in total');
  const onChannel = before.filter((contact) => contact.channel === channel);
  ok(isBelow(onChannel, caps.channels[channel]), `[FREQUENCY] above the cap for ${channel}`);
}

/** [LEGAL-READY] */
export function mayBeReferred(account: Account, referralId: string): void {
  mayBeApproached(account);
  const { referral, letters } = account;
  ok(referral?.referralId === referralId && referral.state === 'approved', '[LEGAL-READY] referred without approval');
  ok(
    letters.some((letter) => letter.state === 'delivered'),
    '[LEGAL-READY] referred without a delivered demand',
  );
}

/** What waits, waits for a later moment; what is closed rests; nothing is below zero; time does not run backwards. */
export function isSound({ account, recorded, next }: Turn, now: Instant): void {
  ok(next.do !== 'wait' || next.until === null || next.until > now, 'waits for a moment that has passed');
  ok((next.do === 'rest') === (account.closed !== null), 'rests exactly when it is closed');
  ok(
    recorded.every(({ event }) => event.at === now),
    'an event of another moment',
  );
  const amounts = [...Object.values(account.balance), account.arrearsMinor];
  ok(
    amounts.every((amount) => amount >= 0n),
    'less than nothing is owed',
  );
}

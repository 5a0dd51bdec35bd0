import type { AccountSoFar } from './accountSoFar';
import type { Channel, Entry } from './entry';
import type { Pack } from './pack';

/** A contact that was reserved, or a letter that was issued. */
export type Contact = Readonly<{
  id: string;
  accountId: string;
  version: number;
  at: number;
  channel: Channel;
  purpose: 'collection' | 'fraudStatement' | 'notice';
  rung: string;
  contactPointId: string;
  template: string;
  templateVersion: number;
  balanceMinor: bigint;
  /** A letter that somebody hands over at a visit. */
  isByHand: boolean;
  notAfter: number | null;
  proof: unknown;
}>;

/** A contact with what was known in its moment; `others` are the debtor's other accounts. */
export type Situation = Readonly<{
  contact: Contact;
  account: AccountSoFar;
  pack: Pack;
  others: readonly AccountSoFar[];
}>;

export function contactIn({ accountId, version, body }: Entry): Contact | undefined {
  const where = { accountId, version };
  if (body.type === 'ContactReserved') {
    const { attemptId: id, type: _, ...reserved } = body;
    return { ...where, ...reserved, id, isByHand: false };
  }
  if (body.type !== 'LetterIssued') return undefined;
  const { registerNumber: id, byHand, type: _, ...issued } = body;
  return { ...where, ...issued, id, channel: 'letter', isByHand: byHand !== null, notAfter: null };
}

/** Nobody hears of everything in the same moment: so long a fact may take to every account of its debtor. */
const SPREAD_MS = 86_400_000;
export const isOld = (since: number, at: number): boolean => at - since > SPREAD_MS;

import { z } from 'zod';
import type { AccountSoFar } from './accountSoFar';
import type { Contact } from './contact';
import type { BodyOf } from './entry';
import { isDuring } from './localTime';
import { keptUnless, type Verdict } from './rules';

const count = z.int().nonnegative();
const today = z.object({
  asked: z.array(z.string()).min(1),
  timeZone: z.string(),
  window: z.object({ opensAt: z.int(), closesAt: z.int() }).nullable(),
  counts: z.array(z.object({ what: z.string(), counted: count, allowed: count })),
});
/** As the first proofs were written. */
const former = z.object({
  timeZone: z.string(),
  countedToday: count,
  countedInWeek: count,
  allowedToday: count,
  allowedInWeek: count,
});
const proof = z.union([today, former]);

/** A contact carries a proof that does not speak against it, under the pack that its account follows. */
export function evidenceOf(contact: Contact, policyHash: string, account: AccountSoFar): Verdict {
  const { at, notAfter, isByHand } = contact;
  if (policyHash !== account.policyHash) return { says: `the row names a pack that the account does not follow` };
  if (notAfter !== null && notAfter <= at) return { says: 'reserved when its time was over' };
  const read = proof.safeParse(contact.proof);
  if (!read.success) return { says: 'there is no proof that can be read' };
  if (read.data.timeZone !== account.zone) return { says: `the proof is about the time of ${read.data.timeZone}` };
  if (!('window' in read.data)) return 'kept';
  const { window, counts } = read.data;
  if (!isByHand && !(window && isDuring(at, window))) return { says: 'the window of the proof was not open' };
  const full = counts.find(({ counted, allowed }) => counted >= allowed);
  if (full && !isByHand) return { says: `by its own proof: ${full.what}, ${full.counted} of ${full.allowed}` };
  return keptUnless(
    window !== null && notAfter !== null && notAfter > window.closesAt,
    'open longer than the window of the proof',
  );
}

/** A contact that was not made says which rule forbade it, and proves it. */
export function evidenceAgainst(refusal: BodyOf<'ContactSuppressed' | 'ContactDeferred'>): Verdict {
  if (typeof refusal.rule !== 'string' || refusal.rule === '') return { says: `${refusal.type} names no rule` };
  const read = proof.safeParse(refusal.proof);
  if (!read.success) return { says: `${refusal.type} has no proof that can be read` };
  if (!('asked' in read.data)) return 'kept';
  return keptUnless(
    !read.data.asked.includes(refusal.rule),
    `${refusal.rule} was not asked, by the proof of ${refusal.type}`,
  );
}

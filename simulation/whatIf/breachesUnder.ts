import type { PolicyInForce } from '../../domain/policy';
import { readPack, type Pack } from '../../recount/pack';
import { recountDebtor } from '../../recount/recountDebtor';
import type { Breach } from '../../recount/rules';
import type { AccountJournal } from '../../storage/accountJournals';
import { contentOf } from '../../storage/policyCodec';

/** Texts, register numbers and written proofs are those of the recorded pack: that the other one has others is no breach. */
const OF_ITS_OWN: readonly string[] = ['TEMPLATE', 'IDENTITY', 'CONDUCT', 'RECORD', 'LETTER-REGISTERED'];

/** Reads a pack for the independent count, once for all debtors. */
export const packToCount = ({ hash, policy }: PolicyInForce): Pack => readPack(hash, contentOf(policy));

/**
 * The recorded journals of a debtor, counted again by `recount/` as if the other pack had been in force, for the accounts that it
 * is for: which contacts it would have forbidden, by arithmetic that shares nothing with what decides.
 */
export function breachesUnder(
  journals: readonly AccountJournal[],
  pack: Pack,
  isFor: (accountId: string) => boolean,
  until: number,
): readonly Breach[] {
  const { breaches } = recountDebtor(journals.map(asItTurnedOut), () => pack, until);
  return breaches.filter(({ rule, accountId }) => !OF_ITS_OWN.includes(rule) && accountId !== null && isFor(accountId));
}

const ENDS: readonly string[] = [
  'ContactSent',
  'ContactFailed',
  'ContactOutcomeUnknown',
  'ContactWithdrawn',
  'ContactMissed',
];
type Attempt = Readonly<{ attemptId?: string; notAfter?: number }>;

/**
 * A contact was allowed until its window closed, and made before that. Until when the recorded pack would have allowed it is no
 * breach of the other one; when it was made may be.
 */
function asItTurnedOut(journal: AccountJournal): AccountJournal {
  const endedAt = new Map<string | undefined, number>();
  for (const { type, at, body } of journal.events)
    if (ENDS.includes(type)) endedAt.set((body as Attempt).attemptId, at.getTime());
  const events = journal.events.map((event) => {
    const { attemptId, notAfter } = event.body as Attempt;
    const ended = endedAt.get(attemptId);
    if (event.type !== 'ContactReserved' || ended === undefined || notAfter === undefined) return event;
    return { ...event, body: { ...(event.body as object), notAfter: Math.min(notAfter, ended + 1) } };
  });
  return { ...journal, events };
}

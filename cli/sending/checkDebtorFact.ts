import type { Account } from '../../domain/account';
import { hearDebtor } from '../../domain/hearDebtor';
import type { DebtorFact } from '../../domain/message';
import { isThirdParty } from '../../domain/rules/contactPoints';
import { DAY_MS, dayOf } from '../../domain/time';
import type { Db } from '../../storage/database';
import { heardAccount } from './heardAccount';

/** What the account would only note is said to whoever can still put it right. */
const WOULD_CHANGE_NOTHING: Readonly<Record<string, string>> = {
  noSuchHold: 'This account has no such hold, or it has ended.',
  onlyVulnerabilityHasTerms: 'Only a hold for vulnerability has terms; any other hold stops collection.',
  complaintHasToBeAnswered: 'A complaint is answered by its day, which nobody moves; end the hold instead.',
  termsAreOutsideLawfulHours: 'These hours lie wholly outside the lawful ones of the pack.',
  preferredHoursAreUnlawful: 'These hours lie wholly outside the lawful ones; agree on each such time instead.',
  agreedTimeIsOver: 'This time is over.',
};

type Named = Readonly<{ source: string; externalId: string; fact: DebtorFact }>;

/** Throws for a new fact that would change nothing; one that is known already is told as known, whatever became of it. */
export async function checkDebtorFact(db: Db, accountId: string, { source, externalId, fact }: Named): Promise<void> {
  const known = await db
    .selectFrom('inbox')
    .select('id')
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  if (known) return;
  const { account, policy, now } = await heardAccount(db, accountId);
  if (account.closed) return;
  mustBeOneDay(fact);
  mustBeThirdParty(account, fact);
  const heard = hearDebtor(account, policy, fact, now, now);
  const objection = typeof heard === 'string' ? WOULD_CHANGE_NOTHING[heard] : undefined;
  if (objection !== undefined) throw new Error(objection);
  if (!('reviewOn' in fact) || fact.reviewOn === null || fact.reviewOn >= dayOf(now, account.timeZone)) return;
  throw new Error('--review-on must not have passed where the debtor lives: it would be late at once.');
}

function mustBeOneDay(fact: DebtorFact): void {
  if (fact.type !== 'TimeAgreementReported') return;
  if (fact.closesAt <= fact.opensAt) throw new Error('--to must be later than --from.');
  if (fact.closesAt - fact.opensAt > DAY_MS) throw new Error('--to must be at most 24 hours after --from.');
}

function mustBeThirdParty(account: Account, fact: DebtorFact): void {
  if (fact.type !== 'ThirdPartyConsentReported') return;
  const point = account.contactPoints.find(({ id }) => id === fact.contactPointId);
  if (point && isThirdParty(point)) return;
  throw new Error(
    `${fact.contactPointId} is no emergency number of ${account.id}; \`arrears show\` names those that it has.`,
  );
}

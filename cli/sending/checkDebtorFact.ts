import { objectionTo, reviewHasPassed } from '../../client/debtorFactObjection';
import type { Account } from '../../domain/account';
import type { DebtorFact } from '../../domain/message';
import { isThirdParty } from '../../domain/rules/contactPoints';
import { DAY_MS } from '../../domain/time';
import type { Db } from '../../storage/database';
import { accountOfMessage } from '../../storage/queries/ownerOfMessage';
import { heardAccount } from './heardAccount';

type Named = Readonly<{ source: string; externalId: string; fact: DebtorFact }>;

/** Throws for a new fact that would change nothing; one that is known already is told as known, whatever became of it. */
export async function checkDebtorFact(db: Db, accountId: string, { source, externalId, fact }: Named): Promise<void> {
  if ((await accountOfMessage(db, source, externalId)) !== undefined) return;
  const heard = await heardAccount(db, accountId);
  if (heard.account.closed) return;
  mustBeOneDay(fact);
  mustBeThirdParty(heard.account, fact);
  const objection = objectionTo(heard, fact);
  if (objection) throw new Error(objection.text);
  if (!reviewHasPassed(heard, fact)) return;
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

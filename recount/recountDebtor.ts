import type { AccountJournal } from '../storage/accountJournals';
import { openAccount, type AccountSoFar } from './accountSoFar';
import { contactIn, type Contact } from './contact';
import { answer, withdrawal } from './deadlines';
import { openDebtor, type DebtorSoFar } from './debtorSoFar';
import type { BodyOf, Entry } from './entry';
import { follow } from './follow';
import { frequency } from './frequency';
import { ruleOfHoldIn } from './holds';
import { inOrder } from './inOrder';
import { meet } from './meet';
import type { PackOf } from './pack';
import { hold, note, type Tally } from './tally';
import { tell } from './tell';

/** What the journals of one debtor told: breaches, what was asked, how many contacts, and their letters for the register. */
export type Findings = Tally & Readonly<{ contacts: number; letters: readonly Contact[] }>;

/**
 * Counts again, from the journals of all accounts of one debtor and the packs that their rows name, whether every rule was kept.
 * It has its own reader and its own arithmetic, and nothing of what decides. `until` is the moment through which the journals tell.
 */
export function recountDebtor(journals: readonly AccountJournal[], packOf: PackOf, until: number): Findings {
  const debtor = openDebtor(packOf);
  const { tally, accounts, made, letters } = debtor;
  for (const entry of inOrder(journals, tally)) hear(debtor, entry);
  made.forEach((own, i) => hold(tally, 'FREQUENCY', own, frequency(made.slice(0, i + 1))));
  for (const account of accounts.values()) deadlines(tally, account, until);
  return { ...tally, contacts: made.filter(({ isInbound }) => !isInbound).length, letters };
}

function hear(debtor: DebtorSoFar, entry: Entry): void {
  const { tally, accounts, packOf } = debtor;
  const { body, accountId } = entry;
  if (body.type === 'AccountOpened') return open(debtor, entry, body);
  const account = accounts.get(accountId);
  if (!account) return note(tally, 'RECORD', entry, 'the journal does not begin with AccountOpened');
  const contact = contactIn(entry);
  if (contact) meet(debtor, contact, account, entry.policyHash);
  else follow(debtor, entry, account);
  const rule = ruleOfHoldIn(body);
  if (rule) hold(tally, rule, entry, 'kept');
  tell(account, entry, packOf(entry.policyHash));
}

function open({ tally, accounts }: DebtorSoFar, entry: Entry, body: BodyOf<'AccountOpened'>): void {
  if (accounts.has(entry.accountId)) return note(tally, 'RECORD', entry, 'opened a second time');
  const [first] = accounts.values();
  if (first && first.debtorId !== body.debtorId)
    note(tally, 'RECORD', entry, `opened for another debtor than ${first.id}`);
  accounts.set(entry.accountId, openAccount(entry, body));
}

/** A complaint was asked about when it stopped collection; its answer is the other half of the same question. */
function deadlines(tally: Tally, account: AccountSoFar, until: number): void {
  for (const one of account.confirmations) hold(tally, 'FRAUD', one, withdrawal(account, one, until));
  for (const one of account.complaints) {
    const verdict = answer(account, one, until);
    if (typeof verdict !== 'string') note(tally, 'COMPLAINT', one, verdict.says);
  }
}

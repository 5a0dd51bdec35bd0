import type { Account, Letter } from '../account';
import type { ContactAction, Go } from '../contact';
import { letterIssued } from '../contactEvents';
import { spoiledBy } from '../outdated';
import type { Instant } from '../time';
import { add, carryOn, type Draft } from '../turn';
import type { AccountLife } from './accountLife';
import { lookOnce } from './lookOnce';
import type { PrintAnswer } from './outside';
import { tryAgain } from './tryAgain';

type Issue = Extract<ContactAction, { type: 'issueLetter' }>;

const issued = (account: Account): Letter | undefined => account.letters.find(({ state }) => state === 'issued');

/** As the activity of this name: the number of the register, then print, or spoil what is not right any more. */
export function issueLetter(life: AccountLife, action: Issue, at: Instant): void {
  const { draft, now } = life.open(at);
  const unprinted = issued(draft.account);
  if (unprinted) return printOrSpoil(life, draft, unprinted, action, now);
  const go = lookOnce(life, draft, action, now);
  if (!go) return;
  const registerNumber = register(life, draft, go, now);
  print(life, registerNumber, action, now);
}

function printOrSpoil(life: AccountLife, draft: Draft, letter: Letter, action: Issue, now: Instant): void {
  const { policies } = life.debtor;
  const { registerNumber } = letter;
  const rule = spoiledBy(draft.account, policies(draft.account.policyHash), letter);
  if (rule) return void life.close(add(draft, { type: 'LetterSpoiled', at: now, registerNumber, rule }, 'clock'), now);
  life.write(carryOn(draft, policies, now));
  print(life, registerNumber, action, now);
}

function register(life: AccountLife, draft: Draft, go: Go, now: Instant): string {
  const { policies, outside } = life.debtor;
  const { account } = draft;
  const policy = policies(account.policyHash);
  const version = life.version + draft.recorded.length;
  const known = { account, version, now };
  const registerNumber = outside.registerNumber?.(go, known) ?? `${policy.letter.series}/${account.id}-${version + 1}`;
  const event = letterIssued({ account, policy, now }, go, registerNumber, outside.textSha256?.(go, known) ?? null);
  life.write(carryOn(add(draft, event, 'clock'), policies, now));
  return registerNumber;
}

function print(life: AccountLife, registerNumber: string, action: Issue, now: Instant): void {
  // Nothing but printing or spoiling comes after a number was given: the letter is there.
  const letter = issued(life.account!)!;
  const answer = life.debtor.outside.print?.(letter, life.known(now)) ?? {
    at: now,
    outcome: 'printed',
    providerRef: '',
    sha256: '',
  };
  life.underWay = { endsAt: answer.at, end: () => conclude(life, registerNumber, action, answer) };
}

function conclude(life: AccountLife, registerNumber: string, action: Issue, answer: PrintAnswer): void {
  if (answer.outcome === 'unavailable') return void life.goOn(tryAgain(action, answer.at), answer.at);
  const { draft, now } = life.open(answer.at);
  if (issued(draft.account)?.registerNumber !== registerNumber) return void life.close(draft, now);
  const { providerRef, sha256 } = answer;
  const printed = { type: 'LetterPrinted', at: now, registerNumber, providerRef, sha256 } as const;
  life.close(add(draft, printed, `attempt:${registerNumber}`), now);
}

import type { Letter } from '../domain/account';
import type { AccountId } from '../domain/brand';
import type { ContactAction, Go } from '../domain/contact';
import { letterIssued } from '../domain/contactEvents';
import { totalOf } from '../domain/money';
import { spoiledBy } from '../domain/outdated';
import { render, type Rendered } from '../domain/render';
import { dayOf, type Instant } from '../domain/time';
import { add, carryOn } from '../domain/turn';
import type { Wrote } from '../storage/appendTurn';
import type { Trx } from '../storage/database';
import { keepText, openPerson, readText } from '../storage/debtors';
import { nextRegisterNumber } from '../storage/effects';
import { lookOnce, openUnderLock, type OpenedNow } from './lookUnderLock';
import type { OutgoingLetter } from './ports';
import { withBefore, type TurnResult } from './turnResult';
import { closeTurn, openTurn, write, type Opened } from './writeTurn';
import type { World } from './world';

type Action = Extract<ContactAction, { type: 'issueLetter' }>;
type Prepared = Readonly<{ registerNumber: string; wrote: Wrote }>;

/**
 * Issues a letter: its register number and the decision are one transaction; then it is printed, retried until the
 * print house has it. An account that was settled in between has its letter spoiled instead [LETTER-CLOSED].
 */
export const issueLetter =
  (world: World) =>
  async (accountId: AccountId, action: Action): Promise<TurnResult> => {
    const prepared = await world.db.transaction().execute((trx) => prepare(world, trx, accountId, action));
    if ('result' in prepared) return prepared.result;
    const letter = JSON.parse(
      (await readText(world.db, world.master, prepared.registerNumber)) ?? '{}',
    ) as OutgoingLetter;
    const printed = await world.ports.printHouse.print(letter);
    const result = await world.db.transaction().execute(async (trx) => {
      const opened = await openTurn(world, trx, accountId, world.clock.now());
      const { registerNumber } = prepared;
      if (issued(opened)?.registerNumber !== registerNumber)
        return closeTurn(world, trx, opened, opened.draft, opened.now);
      const { providerRef, sha256 } = printed;
      const event = { type: 'LetterPrinted', at: opened.now, registerNumber, providerRef, sha256 } as const;
      return closeTurn(world, trx, opened, add(opened.draft, event, `attempt:${registerNumber}`), opened.now);
    });
    return withBefore(prepared.wrote, result);
  };

const issued = (opened: Opened): Letter | undefined =>
  opened.draft.account.letters.find((letter) => letter.state === 'issued');

async function prepare(
  world: World,
  trx: Trx,
  id: AccountId,
  action: Action,
): Promise<Prepared | { result: TurnResult }> {
  const opened = await openUnderLock(world, trx, id);
  const unprinted = issued(opened);
  if (unprinted) return printOrSpoil(world, trx, opened, unprinted, opened.now);
  const look = await lookOnce(world, trx, opened, action);
  return 'result' in look ? look : issue(world, trx, opened, look);
}

async function printOrSpoil(world: World, trx: Trx, opened: Opened, letter: Letter, now: Instant) {
  const { registerNumber } = letter;
  const { account } = opened.draft;
  const rule = spoiledBy(account, world.policies(account.policyHash), letter);
  if (!rule) {
    const { wrote } = await write(world, trx, opened, carryOn(opened.draft, world.policies, now), now);
    return { registerNumber, wrote };
  }
  const draft = add(opened.draft, { type: 'LetterSpoiled', at: now, registerNumber, rule }, 'clock');
  return { result: await closeTurn(world, trx, opened, draft, now) };
}

async function issue(world: World, trx: Trx, opened: OpenedNow, look: Go): Promise<Prepared> {
  const { draft, now } = opened;
  const { account } = draft;
  const policy = world.policies(account.policyHash);
  const registerNumber = await nextRegisterNumber(trx, policy.letter.series);
  const balanceMinor = totalOf(account.balance);
  const person = await openPerson(trx, world.master, account.debtorId, look.contactPoint.id);
  const { name } = person.identity;
  const rendered = render(policy, account, { template: look.script, name, balanceMinor, freeText: null, now });
  const letter: OutgoingLetter = {
    ...letterOf(rendered, registerNumber, dayOf(now, account.timeZone)),
    addressee: [name, ...person.address.split('|')],
    sender: policy.letter.sender,
    registered: look.intent.byHand === null,
  };
  const content = JSON.stringify(letter);
  const textSha256 = await keepText(trx, world.master, { id: registerNumber, debtorId: account.debtorId, content });
  const event = letterIssued({ account, policy, now }, look, registerNumber, textSha256);
  const { wrote } = await write(world, trx, opened, carryOn(add(draft, event, 'clock'), world.policies, now), now);
  return { registerNumber, wrote };
}

const letterOf = ({ language, subject, text }: Rendered, registerNumber: string, datedOn: string) => ({
  registerNumber,
  language,
  title: subject,
  paragraphs: text.split('\n'),
  datedOn,
});

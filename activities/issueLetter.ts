import type { Letter } from '../domain/account';
import type { AccountId } from '../domain/brand';
import { lastLook, type ContactAction, type LastLook } from '../domain/contact';
import { withdrawnBy } from '../domain/nextStep';
import { totalOf } from '../domain/money';
import { render, type Rendered } from '../domain/render';
import { dayOf, type Instant } from '../domain/time';
import { add, carryOn } from '../domain/turn';
import type { Trx } from '../storage/database';
import { circumstancesOf, keepText, lockDebtorOf, openPerson, readText } from '../storage/debtors';
import { nextRegisterNumber } from '../storage/effects';
import type { OutgoingLetter } from './ports';
import type { TurnResult } from './turnResult';
import { closeTurn, openTurn, write, type Opened } from './writeTurn';
import type { World } from './world';

type Action = Extract<ContactAction, { type: 'issueLetter' }>;

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
    return world.db.transaction().execute(async (trx) => {
      const opened = await openTurn(world, trx, accountId, world.clock.now());
      const { registerNumber } = prepared;
      if (issued(opened)?.registerNumber !== registerNumber)
        return closeTurn(world, trx, opened, opened.draft, opened.now);
      const { providerRef, sha256 } = printed;
      const event = { type: 'LetterPrinted', at: opened.now, registerNumber, providerRef, sha256 } as const;
      return closeTurn(world, trx, opened, add(opened.draft, event, `attempt:${registerNumber}`), opened.now);
    });
  };

const issued = (opened: Opened): Letter | undefined =>
  opened.draft.account.letters.find((letter) => letter.state === 'issued');

async function prepare(
  world: World,
  trx: Trx,
  id: AccountId,
  action: Action,
): Promise<{ registerNumber: string } | { result: TurnResult }> {
  await lockDebtorOf(trx, id);
  const opened = await openTurn(world, trx, id, world.clock.now());
  const { draft, now } = opened;
  const unprinted = issued(opened);
  if (unprinted) return printOrSpoil(world, trx, opened, unprinted, now);

  const policy = world.policies(draft.account.policyHash);
  const look = lastLook(draft.account, policy, action, await circumstancesOf(trx, draft.account.debtorId, now), now);
  if (look.do === 'contact') return { registerNumber: await issue(world, trx, opened, look, now) };
  const next = look.do === 'record' ? add(draft, look.event, 'clock') : draft;
  return { result: await closeTurn(world, trx, opened, next, now) };
}

async function printOrSpoil(world: World, trx: Trx, opened: Opened, letter: Letter, now: Instant) {
  const { registerNumber } = letter;
  const withdrawn = withdrawnBy(opened.draft.account);
  if (!withdrawn) {
    await write(world, trx, opened, carryOn(opened.draft, world.policies, now), now);
    return { registerNumber };
  }
  const rule = withdrawn === 'AMOUNT' ? 'LETTER-CLOSED' : withdrawn;
  const draft = add(opened.draft, { type: 'LetterSpoiled', at: now, registerNumber, rule }, 'clock');
  return { result: await closeTurn(world, trx, opened, draft, now) };
}

async function issue(world: World, trx: Trx, opened: Opened, look: Extract<LastLook, { do: 'contact' }>, now: Instant) {
  const { account } = opened.draft;
  const policy = world.policies(account.policyHash);
  const registerNumber = await nextRegisterNumber(trx, policy.letter.series);
  const balanceMinor = totalOf(account.balance);
  const template = policy.templates[look.rung.template]!;
  const person = await openPerson(trx, world.master, account.debtorId, look.contactPoint.id);
  const rendered = render(template, account, person.identity.name, balanceMinor, now);
  const letter: OutgoingLetter = {
    ...letterOf(rendered, registerNumber, dayOf(now, account.timeZone)),
    addressee: [person.identity.name, ...person.address.split('|')],
    sender: policy.letter.sender,
  };
  await keepText(trx, world.master, {
    id: registerNumber,
    debtorId: account.debtorId,
    content: JSON.stringify(letter),
  });
  const event = {
    type: 'LetterIssued',
    at: now,
    registerNumber,
    rung: look.rung.name,
    contactPointId: look.contactPoint.id,
    template: look.rung.template,
    templateVersion: template.version,
    balanceMinor,
    proof: look.proof,
  } as const;
  const draft = add(opened.draft, event, 'clock');
  await write(world, trx, opened, carryOn(draft, world.policies, now), now);
  return registerNumber;
}

const letterOf = ({ language, subject, text }: Rendered, registerNumber: string, datedOn: string) => ({
  registerNumber,
  language,
  title: subject,
  paragraphs: text.split('\n'),
  datedOn,
  registered: true,
});

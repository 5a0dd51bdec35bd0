import type { Account } from '../../domain/account';
import type { AccountEvent, EventOf } from '../../domain/events';
import { totalOf } from '../../domain/money';
import type { Speak } from '../../domain/simulate/outside';
import type { AccountId } from '../../domain/brand';
import type { Instant } from '../../domain/time';
import type { Chances } from '../chance/chances';
import type { Predict } from '../fitting/predict';
import { Agenda } from './agenda';
import { arranged, promised } from './agreements';
import type { Assumptions } from './assumptions';
import { counter, pay, type Circle } from './circle';
import { letterArrived, letterUnderWay, talked, wentOut } from './contacts';
import { cannotDemand, proposed, referred } from './legal';
import { Payer, type Standing } from './payer';
import { mayHaveTrouble } from './troubles';

export type Means = Readonly<{
  accountId: AccountId;
  chances: Chances;
  predict: Predict;
  assumed: Assumptions;
  standing: Standing;
}>;

/** The debtor of one account and the people around it, as they answer what the account does. */
export class Surroundings {
  #circle: Circle | null = null;

  constructor(private readonly means: Means) {}

  /** When somebody does something by themselves; null when nobody will. */
  nextAt(account: Account): Instant | null {
    if (!this.#circle || account.closed) return null;
    const payAt = this.#circle.payer.nextAt();
    const planAt = this.#circle.agenda.nextAt();
    return planAt !== null && planAt < payAt ? planAt : payAt;
  }

  /** Does what is to be done by now, one thing. */
  act(account: Account, now: Instant): void {
    const circle = this.#circle;
    if (!circle || account.closed) return;
    const plan = circle.agenda.take(now);
    if (plan) return plan.act(account, now);
    if (circle.payer.nextAt() > now) return;
    const deed = circle.payer.act(account, now);
    if (deed?.do === 'pay') pay(circle, account, deed.amountMinor, now);
    if (deed?.do === 'becomeCurrent') {
      circle.speak.report(circle.accountId, now, { type: 'RecallReported', because: 'becameCurrent' });
    }
  }

  hear(event: AccountEvent, account: Account, speak: Speak): void {
    if (event.type === 'AccountOpened') return this.#begin(event, speak);
    const answer = ANSWERS[event.type] as AnswerTo<AccountEvent['type']> | undefined;
    if (this.#circle) answer?.(this.#circle, event, account);
  }

  #begin({ balance, at }: EventOf<'AccountOpened'>, speak: Speak): void {
    const { accountId, chances, predict, assumed, standing } = this.means;
    const payer = new Payer(chances, predict, assumed.payment, standing, totalOf(balance), at);
    this.#circle = {
      accountId,
      chances,
      assumed,
      payer,
      agenda: new Agenda(),
      speak,
      nth: counter(),
      latest: { contact: null },
    };
    mayHaveTrouble(this.#circle, at);
  }
}

type AnswerTo<Type extends AccountEvent['type']> = (circle: Circle, event: EventOf<Type>, account: Account) => void;

/** What people do when something happens; all else leaves them as they are. */
const ANSWERS: { readonly [Type in AccountEvent['type']]?: AnswerTo<Type> } = {
  ContactReserved: (circle, event) => void (circle.latest.contact = event),
  ContactSent: (circle, { at }) => void (circle.latest.contact && wentOut(circle, circle.latest.contact, at)),
  CallResultRecorded: (circle, { result, at }, account) =>
    void (result === 'rightParty' && talked(circle, account, at)),
  LetterPrinted: (circle, { registerNumber, at }) => letterUnderWay(circle, registerNumber, at),
  LetterDelivered: (circle, { at }) => letterArrived(circle, at),
  PromiseMade: (circle, event, account) => promised(circle, account, event),
  ArrangementAgreed: (circle, event, account) => arranged(circle, account, event),
  ReferralProposed: proposed,
  ReferredToLegal: referred,
  Escalated: (circle, { kind, at }) => void (kind === 'demandIsMissing' && cannotDemand(circle, at)),
};

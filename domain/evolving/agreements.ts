import type { Account } from '../account';
import type { EventOf } from '../events';
import { hold, lift } from './holds';

/** A promise holds the pressure; a broken one raises it. */
export function promise(account: Account, event: EventOf<'PromiseMade' | 'PromiseKept' | 'PromiseBroken'>): Account {
  const { promiseId, at } = event;
  switch (event.type) {
    case 'PromiseMade': {
      const { amountMinor, promisedOn } = event;
      const held = hold(account, { kind: 'promise', ref: promiseId, since: at, by: event.by });
      return { ...held, promise: { promiseId, amountMinor, promisedOn, paidMinor: 0n } };
    }
    case 'PromiseKept':
      return { ...lift(account, 'promise', at), promise: null };
    case 'PromiseBroken': {
      const promisesBroken = account.promisesBroken + 1;
      return { ...lift(account, 'promise', at), promise: null, promisesBroken, pressureRaisedAt: at };
    }
  }
}

/** Collection stops on signing, until the arrangement is completed or broken. */
export function arrangement(
  account: Account,
  event: EventOf<'ArrangementAgreed' | 'ArrangementCompleted' | 'ArrangementBroken'>,
): Account {
  const { arrangementId, at } = event;
  switch (event.type) {
    case 'ArrangementAgreed': {
      const held = hold(account, { kind: 'arrangement', ref: arrangementId, since: at, by: event.by });
      return { ...held, arrangement: { arrangementId, instalments: event.instalments, paidMinor: 0n } };
    }
    case 'ArrangementCompleted':
      return { ...lift(account, 'arrangement', at), arrangement: null };
    case 'ArrangementBroken':
      return { ...lift(account, 'arrangement', at), arrangement: null, pressureRaisedAt: at };
  }
}

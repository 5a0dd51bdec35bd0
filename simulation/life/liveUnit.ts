import type { Account } from '../../domain/account';
import type { AccountId, DebtorId, PolicyHash } from '../../domain/brand';
import type { FactOf, Message } from '../../domain/message';
import { liveDebtor } from '../../domain/simulate/liveDebtor';
import type { Speak } from '../../domain/simulate/outside';
import { addDays, daysBetween, momentOf, plus, DAY_MS, type Day, type Instant } from '../../domain/time';
import type { Policies } from '../../domain/turn';
import { chancesOf } from '../chance/chances';
import { GROUPS, type Groups } from '../figures/groups';
import type { Layout } from '../figures/layout';
import { Tally } from '../figures/tally';
import { stateOf } from '../fitting/observe';
import type { Predict } from '../fitting/predict';
import type { Assumptions } from './assumptions';
import type { Standing } from './payer';
import { Surroundings } from './surroundings';

/** What the bank hands over, without ids: nobody is known by name here. */
export type HandedOver = Omit<FactOf<'AccountHandedOver'>, 'type' | 'accountId' | 'debtorId' | 'policyHash'>;
/** The accounts of one debtor: the how manieth debtor it is, and the number of its first account in the whole portfolio. */
export type Unit = Readonly<{ debtor: number; first: number; accounts: readonly HandedOver[] }>;

export type Setting = Readonly<{
  seed: number;
  startOn: Day;
  days: number;
  policies: Policies;
  predict: Predict;
  assumed: Assumptions;
  layout: Layout;
}>;

/** Accounts are handed over at this minute of the first day, where the debtor lives. */
const HANDED_OVER_AT_MINUTE = 8 * 60 + 30;

type Living = {
  readonly around: Surroundings;
  readonly tally: Tally;
  account: Account | null;
  wokenAt: Instant | null;
};

/** Lives the accounts of one debtor under one policy, and counts what becomes of them. */
export function liveUnit(unit: Unit, policyHash: PolicyHash, setting: Setting, groups: Groups): void {
  const { startOn, days, policies } = setting;
  const group = unit.debtor % GROUPS;
  const living = new Map<AccountId, Living>();
  const accounts = unit.accounts.map((handedOver, i) => {
    const accountId = String(unit.first + i) as AccountId;
    const at = momentOf(startOn, HANDED_OVER_AT_MINUTE, handedOver.timeZone);
    const around = new Surroundings({
      ...setting,
      accountId,
      chances: chancesOf(setting.seed, unit.first + i),
      standing: standingOf(handedOver, startOn),
    });
    const tally = new Tally(setting.layout, groups, group, at);
    living.set(accountId, { around, tally, account: null, wokenAt: null });
    return { accountId, arrivals: [arrivalOf(handedOver, accountId, unit, policyHash, at)] };
  });
  const until = plus(momentOf(startOn, HANDED_OVER_AT_MINUTE, unit.accounts[0]!.timeZone), days * DAY_MS);
  const lived = liveDebtor(
    { accounts, policies, outside: {}, until },
    {
      onEvent({ accountId, event, account }, speak) {
        const one = living.get(accountId)!;
        one.account = account;
        one.tally.tell(event, account);
        one.around.hear(event, account, speak);
        arm(one, accountId, speak);
      },
      onWake(accountId, at, account, speak) {
        const one = living.get(accountId)!;
        if (one.wokenAt !== null && one.wokenAt <= at) one.wokenAt = null;
        one.around.act(account, at);
        arm(one, accountId, speak);
      },
    },
  );
  for (const { accountId, account } of lived) if (account) living.get(accountId)!.tally.end(account, until);
}

/** Asks to be woken when somebody means to do something, where that is earlier than what was asked for before. */
function arm(one: Living, accountId: AccountId, speak: Speak): void {
  const nextAt = one.account ? one.around.nextAt(one.account) : null;
  if (nextAt === null || (one.wokenAt !== null && one.wokenAt <= nextAt)) return;
  one.wokenAt = nextAt;
  speak.wake(accountId, nextAt);
}

function arrivalOf(
  handedOver: HandedOver,
  accountId: AccountId,
  { first }: Unit,
  policyHash: PolicyHash,
  at: Instant,
): { at: Instant; ringsAt: Instant; message: Message } {
  const debtorId = `D${first}` as DebtorId;
  const fact = { ...handedOver, type: 'AccountHandedOver', accountId, debtorId, policyHash } as const;
  return { at, ringsAt: at, message: { id: `${accountId}-hand-over`, receivedAt: at, fact } };
}

/** Where a debtor stands in the model's words: by the days past due, and how long in a row the bank says it has been late. */
export function standingOf({ dueOn, repaymentHistory }: HandedOver, startOn: Day): Standing {
  const days = daysBetween(dueOn, startOn);
  const months = days < 1 ? 0 : Math.min(3, Math.ceil(days / 30));
  const onTime = repaymentHistory.findIndex((delay) => delay < 1);
  const inARow = onTime < 0 ? repaymentHistory.length : onTime;
  return { state: stateOf(months), monthsLate: months === 0 ? 0 : Math.max(1, inARow) };
}

export const lastDayOf = ({ startOn, days }: Pick<Setting, 'startOn' | 'days'>): Day => addDays(startOn, days);

import { dayOf, type Instant } from '../../domain/time';
import type { AccountWhatIf, Baseline, ContactLine, Money, NotLived } from './result';
import { differsText } from './said';

/** How many, by a name: a rule, a month, a stage. */
export type Counts = Readonly<Record<string, number>>;
export type Pair = Readonly<{ was: number; wouldBe: number }>;

/** A portfolio in numbers. It grows with rules, months and currencies, and not with accounts. */
export type Figures = Readonly<{
  accounts: number;
  notLived: number;
  leftOut: number;
  /** Accounts whose recorded life this build does not live again: they are in no other figure but `accounts` and `breachesBy`. */
  notReproduced: number;
  /** The first of them, with what differs. */
  notReproducedExamples: readonly string[];
  diverged: number;
  divergedBy: Counts;
  contacts: Pair;
  removedBy: Counts;
  addedBy: Counts;
  moved: number;
  contactsByMonth: Readonly<Record<string, Pair>>;
  stages: Readonly<Record<string, Pair & Readonly<{ earlier: number; later: number }>>>;
  refused: Pair;
  breachesBy: Counts;
  money: Readonly<Record<string, Money>>;
}>;

const EXAMPLES_MAX = 10;

export const noFigures: Figures = {
  accounts: 0,
  notLived: 0,
  leftOut: 0,
  notReproduced: 0,
  notReproducedExamples: [],
  diverged: 0,
  divergedBy: {},
  contacts: { was: 0, wouldBe: 0 },
  removedBy: {},
  addedBy: {},
  moved: 0,
  contactsByMonth: {},
  stages: {},
  refused: { was: 0, wouldBe: 0 },
  breachesBy: {},
  money: {},
};

/** One account more. */
export function add(figures: Figures, account: AccountWhatIf | NotLived): Figures {
  const counted = { ...figures, accounts: figures.accounts + 1 };
  if ('because' in account) return { ...counted, notLived: figures.notLived + 1 };
  const { contacts, refused, divergence } = account;
  const beside = {
    ...counted,
    leftOut: figures.leftOut + (account.leftOut === null ? 0 : 1),
    breachesBy: plusOne(
      figures.breachesBy,
      account.breaches.map(({ rule }) => rule),
    ),
  };
  if (account.baseline.differs) return { ...beside, ...notReproduced(figures, account, account.baseline.differs) };
  return {
    ...beside,
    diverged: figures.diverged + (divergence ? 1 : 0),
    divergedBy: divergence ? plusOne(figures.divergedBy, [divergence.rule ?? 'no rule']) : figures.divergedBy,
    contacts: sum(figures.contacts, contacts),
    removedBy: plusOne(figures.removedBy, contacts.removed.map(ruleOf)),
    addedBy: plusOne(figures.addedBy, contacts.added.map(ruleOf)),
    moved: figures.moved + contacts.moved.length,
    contactsByMonth: byMonth(figures.contactsByMonth, account),
    stages: stagesWith(figures.stages, account),
    refused: sum(figures.refused, { was: refused.was.length, wouldBe: refused.wouldBe.length }),
    money: { ...figures.money, [account.currency]: sumOfMoney(figures.money[account.currency], account.money) },
  };
}

function notReproduced(figures: Figures, { accountId }: AccountWhatIf, differs: NonNullable<Baseline['differs']>) {
  const { notReproduced: count, notReproducedExamples: examples } = figures;
  return {
    notReproduced: count + 1,
    notReproducedExamples:
      examples.length < EXAMPLES_MAX ? [...examples, `${accountId} ${differsText(differs)}`] : examples,
  };
}

const ruleOf = ({ rule }: ContactLine): string => rule;
const sum = (a: Pair, b: Pair): Pair => ({ was: a.was + b.was, wouldBe: a.wouldBe + b.wouldBe });

/** In one order, whichever came first. */
const sorted = <Value>(counts: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

function plusOne(counts: Counts, names: readonly string[]): Counts {
  if (names.length === 0) return counts;
  const more: Record<string, number> = { ...counts };
  for (const name of names) more[name] = (more[name] ?? 0) + 1;
  return sorted(more);
}

const isContact = (type: string): boolean => type === 'ContactReserved' || type === 'LetterIssued';

function byMonth(months: Figures['contactsByMonth'], { lives, timeZone }: AccountWhatIf): Figures['contactsByMonth'] {
  const more: Record<string, Pair> = { ...months };
  const count = (at: Instant, one: Pair): void => {
    const month = dayOf(at, timeZone).slice(0, 7);
    more[month] = sum(more[month] ?? { was: 0, wouldBe: 0 }, one);
  };
  for (const { event } of lives.was) if (isContact(event.type)) count(event.at, { was: 1, wouldBe: 0 });
  for (const { event } of lives.wouldBe) if (isContact(event.type)) count(event.at, { was: 0, wouldBe: 1 });
  return sorted(more);
}

function stagesWith(stages: Figures['stages'], account: AccountWhatIf): Figures['stages'] {
  const more = { ...stages };
  for (const { stage, was, wouldBe } of account.stages) {
    const before = more[stage] ?? { was: 0, wouldBe: 0, earlier: 0, later: 0 };
    const isBoth = was !== null && wouldBe !== null;
    more[stage] = {
      was: before.was + (was === null ? 0 : 1),
      wouldBe: before.wouldBe + (wouldBe === null ? 0 : 1),
      earlier: before.earlier + (isBoth && wouldBe < was ? 1 : 0),
      later: before.later + (isBoth && wouldBe > was ? 1 : 0),
    };
  }
  return more;
}

const sumOfMoney = (a: Money | undefined, b: Money): Money =>
  a
    ? {
        paidMinor: a.paidMinor + b.paidMinor,
        paidAtRiskMinor: a.paidAtRiskMinor + b.paidAtRiskMinor,
        promisedAtRiskMinor: a.promisedAtRiskMinor + b.promisedAtRiskMinor,
        longerMinor: a.longerMinor + b.longerMinor,
        shorterMinor: a.shorterMinor + b.shorterMinor,
      }
    : b;

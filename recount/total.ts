import type { AccountJournal } from '../storage/accountJournals';
import type { Findings } from './recountDebtor';
import { enter, gapsIn, type Register } from './register';
import { RECOUNTED, RULES, type Breach, type Rule } from './rules';
import { hold, note, openTally, type Tally } from './tally';

export type Progress = Readonly<{ debtors: number; accounts: number; events: number; contacts: number }>;
export type RuleCount = Readonly<{ rule: Rule; of: string; asked: number; breaches: number }>;
/**
 * How often each rule was asked and broken. `breaches` holds the first thousand, `broken` counts all. `isWhole`: every journal was
 * read, so that the letter register was searched for gaps too.
 */
export type Recounted = Progress &
  Readonly<{ isWhole: boolean; rules: readonly RuleCount[]; broken: number; breaches: readonly Breach[] }>;

const BREACHES_KEPT = 1_000;

/** What all debtors so far came to. It grows with the letters, a bit each, and not with the journals. */
export type Total = {
  progress: Progress;
  readonly asked: Map<Rule, number>;
  readonly broken: Map<Rule, number>;
  readonly breaches: Breach[];
  readonly register: Register;
};

export const openTotal = (): Total => ({
  progress: { debtors: 0, accounts: 0, events: 0, contacts: 0 },
  asked: new Map(),
  broken: new Map(),
  breaches: [],
  register: new Map(),
});

export function add(total: Total, journals: readonly AccountJournal[], found: Findings): void {
  const { progress, register } = total;
  for (const letter of found.letters) hold(found, 'LETTER-REGISTERED', letter, enter(register, letter));
  addTally(total, found);
  total.progress = {
    debtors: progress.debtors + 1,
    accounts: progress.accounts + journals.length,
    events: progress.events + journals.reduce((sum, { events }) => sum + events.length, 0),
    contacts: progress.contacts + found.contacts,
  };
}

function addTally({ asked, broken, breaches }: Total, tally: Tally): void {
  for (const [rule, times] of tally.asked) asked.set(rule, (asked.get(rule) ?? 0) + times);
  for (const breach of tally.breaches) {
    broken.set(breach.rule, (broken.get(breach.rule) ?? 0) + 1);
    if (breaches.length < BREACHES_KEPT) breaches.push(breach);
  }
}

const NOWHERE = { accountId: null, version: null, at: null };

/** The end of the count; `events` is how many the journal holds, where all of them had to be met, else null. */
export function endOf(total: Total, events: number | null): Recounted {
  const { progress, asked, broken, breaches, register } = total;
  const last = openTally();
  if (events !== null) {
    for (const says of gapsIn(register)) note(last, 'LETTER-REGISTERED', NOWHERE, says);
    const left = events - progress.events;
    if (left !== 0) note(last, 'RECORD', NOWHERE, `events that belong to no account: ${left}`);
  }
  addTally(total, last);
  const rules = RULES.map((rule) => ({
    rule,
    of: RECOUNTED[rule],
    asked: asked.get(rule) ?? 0,
    breaches: broken.get(rule) ?? 0,
  }));
  const all = rules.reduce((sum, { breaches }) => sum + breaches, 0);
  return { ...progress, isWhole: events !== null, rules, broken: all, breaches };
}

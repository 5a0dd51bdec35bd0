import type { Compared, ContactChange, Outcome } from './contactChange';
import type { LeftOut } from './leftOut';
import type { Movement, NextChange } from './nextChange';

export type AdoptionChange = ContactChange | NextChange | LeftOut;

/** How many contacts of one kind would have become another kind, and by which rule. */
export type ContactCount = Readonly<{ was: Outcome['is']; wouldBe: Outcome['is']; rule: string; count: number }>;

/** A dry run in numbers. Contacts that could not be compared are counted apart: they say nothing about the change. */
export type Figures = Readonly<{
  accounts: number;
  /** Of these: handed over and not begun, so there is no journal to look at. */
  notBegun: number;
  leftOut: number;
  contacts: number;
  contactsNotReproduced: number;
  contactsOutsideCalendar: number;
  contactsChanged: readonly ContactCount[];
  nextChanged: Readonly<Record<Movement, number>>;
  atOnce: Readonly<Record<string, number>>;
}>;

export const noFigures: Figures = {
  accounts: 0,
  notBegun: 0,
  leftOut: 0,
  contacts: 0,
  contactsNotReproduced: 0,
  contactsOutsideCalendar: 0,
  contactsChanged: [],
  nextChanged: { earlier: 0, later: 0, dateIsNew: 0, dateIsGone: 0, sameDate: 0 },
  atOnce: {},
};

export function countContact(figures: Figures, compared: Compared): Figures {
  const counted = { ...figures, contacts: figures.contacts + 1 };
  if (compared === 'same') return counted;
  if (compared === 'notReproduced') return { ...counted, contactsNotReproduced: figures.contactsNotReproduced + 1 };
  if (compared === 'outsideCalendar')
    return { ...counted, contactsOutsideCalendar: figures.contactsOutsideCalendar + 1 };
  return { ...counted, contactsChanged: addTo(figures.contactsChanged, compared) };
}

/** One account more: how it goes on, or that it stays where it is. */
export function countAccount(figures: Figures, next: NextChange | LeftOut | 'same' | 'notBegun'): Figures {
  const counted = { ...figures, accounts: figures.accounts + 1 };
  if (next === 'same') return counted;
  if (next === 'notBegun') return { ...counted, notBegun: figures.notBegun + 1 };
  if (next.kind === 'leftOut') return { ...counted, leftOut: figures.leftOut + 1 };
  const { nextChanged } = figures;
  const atOnce = { ...figures.atOnce };
  for (const words of next.atOnce) atOnce[words] = (atOnce[words] ?? 0) + 1;
  return { ...counted, nextChanged: { ...nextChanged, [next.movement]: nextChanged[next.movement] + 1 }, atOnce };
}

/** In one order, whichever came first, so that the same journals give the same figures. */
function addTo(counts: readonly ContactCount[], { was, wouldBe }: ContactChange): readonly ContactCount[] {
  const added = { was: was.is, wouldBe: wouldBe.is, rule: wouldBe.rule ?? was.rule ?? '' };
  const isIt = (one: ContactCount): boolean => keyOf(one) === keyOf(added);
  const count = (counts.find(isIt)?.count ?? 0) + 1;
  return [...counts.filter((one) => !isIt(one)), { ...added, count }].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ was, wouldBe, rule }: Omit<ContactCount, 'count'>): string => `${rule} ${was} ${wouldBe}`;

import { formatMoney, type Currency } from '../../domain/money';
import type { Interval } from '../figures/interval';

type Kind = 'money' | 'share' | 'number' | 'days';
type Words = Readonly<{ label: string; kind: Kind }>;

/** Each figure in words, in the order in which it is told. */
const WORDS: Readonly<Record<string, Words>> = {
  recoveredMinor: { label: 'recovered', kind: 'money' },
  recoveredShare: { label: 'recovered of what was owed', kind: 'share' },
  notCuredShare: { label: 'still owed by accounts not cured', kind: 'share' },
  curedShare: { label: 'cured', kind: 'share' },
  meanDaysToCure: { label: 'days to cure, on average', kind: 'days' },
  contactsPerAccount: { label: 'contacts an account', kind: 'number' },
  smsPerAccount: { label: 'SMS an account', kind: 'number' },
  emailPerAccount: { label: 'e-mails an account', kind: 'number' },
  callPerAccount: { label: 'calls an account', kind: 'number' },
  letterPerAccount: { label: 'letters an account', kind: 'number' },
  talksPerAccount: { label: 'talks with the debtor an account', kind: 'number' },
  costPerAccount: { label: 'cost units an account', kind: 'number' },
  costPerThousandRecovered: { label: 'cost units for 1,000 recovered', kind: 'number' },
  promisesBrokenShare: { label: 'promises broken', kind: 'share' },
  complaintsPerThousand: { label: 'complaints in 1,000 accounts', kind: 'number' },
  optOutsPerThousand: { label: 'opt-outs in 1,000 accounts', kind: 'number' },
  disputesPerThousand: { label: 'disputes in 1,000 accounts', kind: 'number' },
  referredShare: { label: 'referred to legal', kind: 'share' },
  writtenOffShare: { label: 'written off', kind: 'share' },
};

export const labelOf = (name: string): string => WORDS[name]?.label ?? name;

const fixed = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A figure for people; nothing where there is none, as the days to cure when nobody was cured. */
export function figureText(name: string, value: number, currency: Currency): string {
  if (!Number.isFinite(value)) return '–';
  const kind = WORDS[name]?.kind;
  if (kind === 'money') return formatMoney(BigInt(Math.round(value)), currency);
  if (kind === 'share') return `${fixed(value * 100, 2)} %`;
  return fixed(value, kind === 'days' ? 1 : 3);
}

/** With its sign, as a difference is told. */
export function differenceText(name: string, value: number, currency: Currency): string {
  if (!Number.isFinite(value)) return '–';
  const text = figureText(name, value, currency);
  return value > 0 ? `+${text}` : text;
}

export function rangeText(name: string, interval: Interval | null, currency: Currency, write = figureText): string {
  if (!interval) return '–';
  const [low, high] = [write(name, interval.low, currency), write(name, interval.high, currency)];
  // The unit stands once, behind both.
  return `${low.replace(/ \S+$/, '')} … ${high}`;
}

/** Whether chance alone would hardly make such a difference: the range leaves out nothing at all. */
export const isClear = (interval: Interval | null): boolean =>
  interval !== null && (interval.low > 0 || interval.high < 0);

export const INTERVALS_SAY =
  'Ranges hold the figure for 95 of 100 other sets of such debtors with other luck (jackknife over groups of debtors; both policies meet ' +
  'the same debtors with the same luck). Of many rows, some differ by chance alone. They say nothing about how wrong the model or the assumptions are.';
export const ASSUMED_SAYS =
  'How readily debtors pay is counted from real payment histories. What contacts do to them is ASSUMED: no data say it.';

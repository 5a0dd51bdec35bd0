import { segmentOf } from '../../domain/segment';
import type { Minor } from '../../domain/money';
import type { Segment } from '../../domain/events';

/** One month of a client: months of delay (1 to 9; not late from -2 to 0), the bill, and what was paid in that month. */
export type HistoryMonth = Readonly<{ status: number; billTwd: number; paidTwd: number }>;

/** `current` is a client that was late before; `late` is one or two months, which the data tells apart in its last month only. */
export const STATES = ['current', 'late', 'veryLate'] as const;
export type State = (typeof STATES)[number];
/** Months late one after the other, this one included. */
export const RUNS = ['0', '1', '2', '3+'] as const;
export type Run = (typeof RUNS)[number];
/** What was paid of a bill: nothing, less than 5 %, less than 95 %, or all of it. */
export const PAYS = ['none', 'small', 'part', 'full'] as const;
export type Pays = (typeof PAYS)[number];
export type Size = Segment['size'];

/** One client in one month: where it stood, what it paid of the bill, and where it stood then. */
export type Observation = Readonly<{
  /** 0 is the step from April to May. */
  step: number;
  state: State;
  run: Run;
  size: Size;
  billTwd: number;
  share: number;
  pays: Pays;
  becomes: State;
}>;

export const stateOf = (monthsLate: number): State =>
  monthsLate < 1 ? 'current' : monthsLate < 3 ? 'late' : 'veryLate';

export const runOf = (months: number): Run => RUNS[Math.min(months, 3)]!;

/** Size as the domain judges it; the other facts of a debtor do not touch it. */
export const sizeOf = (balanceMinor: Minor): Size =>
  segmentOf({ balanceMinor, repaymentHistory: [], overdueReason: 'unknown', hasAssets: null }).size;

export function paysOf(share: number): Pays {
  if (share <= 0) return 'none';
  if (share < 0.05) return 'small';
  return share < 0.95 ? 'part' : 'full';
}

/**
 * What one client did from its first late month on. The status of a month tells whether that month's bill was paid in the month
 * after: the payment between two statuses is therefore the one of the month after the second. The last status is not used:
 * nobody knows what was paid for its bill, and only there does the publisher tell one month late from two.
 */
export function observationsOf(months: readonly HistoryMonth[]): readonly Observation[] {
  const first = months.findIndex(({ status, billTwd }) => status >= 1 && billTwd > 0);
  if (first < 0) return [];
  const observations: Observation[] = [];
  for (let step = first; step + 2 < months.length; step++) {
    const { billTwd, status } = months[step + 1]!;
    // Nothing was owed, so nothing could be paid.
    if (billTwd <= 0) continue;
    const share = Math.min(1, Math.max(0, months[step + 2]!.paidTwd / billTwd));
    observations.push({
      step,
      state: stateOf(months[step]!.status),
      run: runOf(lateRun(months, step)),
      size: sizeOf(BigInt(billTwd) * 100n),
      billTwd,
      share,
      pays: paysOf(share),
      becomes: stateOf(status),
    });
  }
  return observations;
}

function lateRun(months: readonly HistoryMonth[], through: number): number {
  const lastOnTime = months.slice(0, through + 1).findLastIndex(({ status }) => status < 1);
  return through - lastOnTime;
}

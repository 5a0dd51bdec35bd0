import type { Collector, Policy } from '../../domain/policy';
import { refusesToApply } from '../../domain/policyApplies';
import { dayOf, type Instant, type TimeZone } from '../../domain/time';
import type { Sink } from '../../intake/importFile';
import type { OverdueRow } from '../../intake/overdueRow';

type HandedOver = Readonly<{ collector: Collector; now: Instant }>;

/** A sink that takes only rows that the pack is for: its rules and amounts mean nothing for others. */
export const onlyApplicants = (
  policy: Policy,
  { collector, now }: HandedOver,
  sink: Sink<OverdueRow>,
): Sink<OverdueRow> => {
  const refusalOf = ({ product, currency, timeZone }: OverdueRow): string | undefined =>
    refusesToApply(policy, { collector, product, currency, today: dayOf(now, timeZone as TimeZone) });
  return {
    alreadyDone: (sha256) => sink.alreadyDone(sha256),
    async store(sha256, rows, throughLine) {
      const judged = rows.map((row) => ({ row, reason: refusalOf(row.row) }));
      const taken = judged.flatMap(({ row, reason }) => (reason === undefined ? [row] : []));
      const refused = judged.flatMap(({ row: { line }, reason }) =>
        reason === undefined ? [] : [{ line, outcome: 'conflict' as const, reason }],
      );
      return [...(await sink.store(sha256, taken, throughLine)), ...refused];
    },
  };
};

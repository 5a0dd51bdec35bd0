import type { Sink } from '../../intake/importFile';
import type { OverdueRow } from '../../intake/overdueRow';
import type { Currency } from '../../domain/money';

/** A sink that takes only rows in the policy's currency: its limits are amounts, and mean nothing in another. */
export const onlyCurrency = (currency: Currency, sink: Sink<OverdueRow>): Sink<OverdueRow> => ({
  alreadyDone: (sha256) => sink.alreadyDone(sha256),
  async store(sha256, rows, throughLine) {
    const others = rows.filter(({ row }) => row.currency !== currency);
    const taken = rows.filter(({ row }) => row.currency === currency);
    const reason = `currency: must be ${currency}, as the policy says`;
    return [
      ...(await sink.store(sha256, taken, throughLine)),
      ...others.map(({ line }) => ({ line, outcome: 'conflict' as const, reason })),
    ];
  },
});

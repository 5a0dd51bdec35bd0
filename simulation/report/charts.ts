import type { EChartsCoreOption } from 'echarts';
import type { OfPack, Simulated } from '../result';
import { labelOf } from './words';

const nameOf = ({ role, id, version }: OfPack): string => `${role}: ${id} ${version}`;
const MINOR_IN_ONE = 100;

/** Money so far, week by week. */
export function recoveredChart({ packs, currency }: Simulated): EChartsCoreOption {
  return lines(packs, `recovered so far, ${currency}`, ({ recoveredMinorByWeek }) =>
    recoveredMinorByWeek.map((minor) => minor / MINOR_IN_ONE),
  );
}

export const curedChart = ({ packs }: Simulated): EChartsCoreOption =>
  lines(packs, 'accounts cured so far', ({ curedByWeek }) => curedByWeek);

function lines(packs: readonly OfPack[], title: string, of: (pack: OfPack) => readonly number[]): EChartsCoreOption {
  const weeks = of(packs[0]!).map((_, week) => week + 1);
  return {
    title: { text: title, textStyle: { fontSize: 14 } },
    legend: { top: 24 },
    grid: { left: 110, right: 30, top: 60, bottom: 50 },
    xAxis: { type: 'category', data: weeks, name: 'week', nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: 'value' },
    series: packs.map((pack) => ({ type: 'line', name: nameOf(pack), data: of(pack), showSymbol: false })),
  };
}

const PER_ACCOUNT = ['smsPerAccount', 'emailPerAccount', 'callPerAccount', 'letterPerAccount'] as const;

export const contactsChart = ({ packs }: Simulated): EChartsCoreOption =>
  bars(packs, 'contacts an account', PER_ACCOUNT.map(labelOf), ({ figures }) =>
    PER_ACCOUNT.map((name) => Number(figures[name]!.value.toFixed(3))),
  );

const all = (pack: OfPack): Readonly<Record<string, number>> => ({
  ...pack.ended,
  ...Object.fromEntries(Object.entries(pack.open).map(([stage, count]) => [`open: ${stage}`, count])),
});

/** How accounts stand at the end: ended or still open. */
export function endingsChart({ packs }: Simulated): EChartsCoreOption {
  const names = [...new Set(packs.flatMap((pack) => Object.keys(all(pack))))];
  return bars(packs, 'accounts at the end', names, (pack) => names.map((name) => all(pack)[name] ?? 0));
}

function bars(
  packs: readonly OfPack[],
  title: string,
  names: readonly string[],
  of: (pack: OfPack) => readonly number[],
): EChartsCoreOption {
  return {
    title: { text: title, textStyle: { fontSize: 14 } },
    legend: { top: 24 },
    grid: { left: 90, right: 30, top: 60, bottom: 70 },
    xAxis: { type: 'category', data: [...names], axisLabel: { interval: 0, rotate: names.length > 5 ? 25 : 0 } },
    yAxis: { type: 'value' },
    series: packs.map((pack) => ({ type: 'bar', name: nameOf(pack), data: of(pack) })),
  };
}

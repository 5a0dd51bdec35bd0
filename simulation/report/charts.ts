import type { EChartsCoreOption } from 'echarts';
import type { OfPack, Simulated } from '../result';
import { labelOf } from './words';

const nameOf = ({ role, id, version }: OfPack): string => `${role}: ${id} ${version}`;
const MINOR_IN_ONE = 100;

/** Money so far, week by week. */
export function recoveredChart({ packs }: Simulated): EChartsCoreOption {
  return lines(packs, ({ recoveredMinorByWeek }) => recoveredMinorByWeek.map((minor) => minor / MINOR_IN_ONE));
}

export const curedChart = ({ packs }: Simulated): EChartsCoreOption => lines(packs, ({ curedByWeek }) => curedByWeek);

const LINE_PX = 22;

/** The packs stand below each other: their names are long, and how wide the reader's letters are nobody knows. */
const legendOf = (packs: readonly OfPack[]) => ({ orient: 'vertical', left: 0, top: 0, data: packs.map(nameOf) });
const legendPx = (packs: readonly OfPack[]): number => LINE_PX * (packs.length + 1);

function lines(packs: readonly OfPack[], of: (pack: OfPack) => readonly number[]): EChartsCoreOption {
  const weeks = of(packs[0]!).map((_, week) => week + 1);
  return {
    legend: legendOf(packs),
    grid: { left: 110, right: 30, top: legendPx(packs), bottom: 50 },
    xAxis: { type: 'category', data: weeks, name: 'week', nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: 'value' },
    series: packs.map((pack) => ({ type: 'line', name: nameOf(pack), data: of(pack), showSymbol: false })),
  };
}

const PER_ACCOUNT = ['smsPerAccount', 'emailPerAccount', 'callPerAccount', 'letterPerAccount'] as const;

export const contactsChart = ({ packs }: Simulated): EChartsCoreOption =>
  bars(packs, PER_ACCOUNT.map(labelOf), ({ figures }) =>
    PER_ACCOUNT.map((name) => Number(figures[name]!.value.toFixed(3))),
  );

const all = (pack: OfPack): Readonly<Record<string, number>> => ({
  ...pack.ended,
  ...Object.fromEntries(Object.entries(pack.open).map(([stage, count]) => [`open: ${stage}`, count])),
});

/** How accounts stand at the end: ended or still open. */
export function endingsChart({ packs }: Simulated): EChartsCoreOption {
  const names = [...new Set(packs.flatMap((pack) => Object.keys(all(pack))))];
  return bars(packs, names, (pack) => names.map((name) => all(pack)[name] ?? 0));
}

function bars(
  packs: readonly OfPack[],
  names: readonly string[],
  of: (pack: OfPack) => readonly number[],
): EChartsCoreOption {
  return {
    legend: legendOf(packs),
    grid: { left: 90, right: 30, top: legendPx(packs), bottom: 70 },
    xAxis: { type: 'category', data: [...names], axisLabel: { interval: 0, rotate: names.length > 5 ? 25 : 0 } },
    yAxis: { type: 'value' },
    series: packs.map((pack) => ({ type: 'bar', name: nameOf(pack), data: of(pack) })),
  };
}

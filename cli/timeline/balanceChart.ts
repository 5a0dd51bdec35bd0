import type { EChartsCoreOption } from 'echarts';
import type { Instant, TimeZone } from '../../domain/time';
import { localMoment } from '../reading/localTime';
import type { Curve, Mark, Timeline } from './model';

const COLOURS = { line: '#2f5d8a', contact: '#1d7a46', refused: '#b3261e', faint: '#5d6875' };

/** The balance as steps, each contact on it: a full dot was made, a hollow one was not. */
export const balanceChart = ({ curve, timeZone, currency }: Timeline): EChartsCoreOption => ({
  useUTC: true,
  grid: { left: 88, right: 24, top: 44, bottom: 32 },
  legend: { top: 4, itemGap: 28, itemWidth: 12, itemHeight: 10, textStyle: { color: COLOURS.faint } },
  xAxis: { type: 'time', axisLabel: { formatter: '{yyyy}-{MM}-{dd}', hideOverlap: true, color: COLOURS.faint } },
  yAxis: { type: 'value', name: currency, min: 0, axisLabel: { color: COLOURS.faint } },
  series: [
    {
      name: 'balance',
      type: 'line',
      step: 'end',
      symbol: 'none',
      lineStyle: { color: COLOURS.line, width: 2 },
      itemStyle: { color: COLOURS.line },
      areaStyle: { color: COLOURS.line, opacity: 0.08 },
      data: curve.points.map(({ at, balanceMinor }) => [onWall(at, timeZone), major(balanceMinor)]),
    },
    marked('contact made', curve, 'contact', timeZone, { color: COLOURS.contact }),
    marked('not made', curve, 'refused', timeZone, { color: '#fff', borderColor: COLOURS.refused, borderWidth: 1.5 }),
  ],
});

/** The chart in words, for whoever cannot see it. */
export function curveText({ points, marks }: Curve, money: (minor: bigint) => string): string {
  const made = marks.filter(({ look }) => look === 'contact').length;
  const balances = `from ${money(points[0]!.balanceMinor)} to ${money(points.at(-1)!.balanceMinor)}`;
  return `The balance over time, ${balances}; ${made} contacts were made, ${marks.length - made} were not.`;
}

const marked = (name: string, { marks }: Curve, look: Mark['look'], timeZone: TimeZone, itemStyle: object) => ({
  name,
  type: 'scatter',
  symbol: look === 'contact' ? 'circle' : 'diamond',
  symbolSize: 9,
  itemStyle,
  data: marks
    .filter((mark) => mark.look === look)
    .map(({ at, balanceMinor }) => [onWall(at, timeZone), major(balanceMinor)]),
});

/** Charts know no zones: the debtor's wall clock, told as if it were UTC. */
const onWall = (at: Instant, timeZone: TimeZone): number =>
  Date.parse(`${localMoment(at, timeZone).replace(' ', 'T')}:00Z`);

/** A drawing needs no cents. */
const major = (minor: bigint): number => Number(minor) / 100;

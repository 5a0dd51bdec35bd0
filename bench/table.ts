import { ratio, type Aim } from './aims';
import type { Results } from './bench';
import type { Cost } from './measure';

/** The results for people: what was measured, ours as a multiple of the raw limit, and the aims. */
export function table(results: Results): string {
  const { machine, emptyWorkflow, firstDecision, signal, payment, turn, journal, life } = results;
  const rows: Row[] = [
    ['', 'per second', 'CPU ms', '× time', '× CPU'],
    ['empty workflow: start + complete', ...cells(emptyWorkflow)],
    ['account: handed over → first decision', ...cells(firstDecision, emptyWorkflow)],
    ['signal to a waiting workflow', ...cells(signal)],
    ['payment: inbox → heard and applied', ...cells(payment, signal)],
    ['turn: opening (storage only)', ...cells(turn.opening)],
    ['turn: payment', ...cells(turn.payment)],
    ['turn: wake-up without news', ...cells(turn.wakeUp)],
    ['contact: whole activity, local outbox', ...cells(turn.contact)],
    ['journal row: bare insert', ...cells(journal.inserted)],
    ['journal row: through appendTurn', ...cells(journal.appended, journal.inserted)],
    ['a whole life', '', shown(life.cpuMsPerLife), '', times(ratio(life.cpuMsPerLife, emptyWorkflow.cpuMs))],
  ];
  const { opening, payment: ofPayment, wakeUp, contact } = turn.roundTrips;
  return [
    `${machine.cores} cores, node ${machine.node}, ${results.sizes.rounds} rounds. Ratios count, absolutes are noise.`,
    '',
    ...rows.map(line),
    '',
    `round trips: opening ${opening}, payment ${ofPayment}, wake-up ${wakeUp}, contact ${contact}`,
    `a life: ${life.events} events and ${life.bytes} bytes in ${life.runs} run(s); ${life.contacts} contacts, ` +
      `${life.payments} payments; ${life.whole} of ${life.lived} lives whole, ${life.windowsMissed} windows missed`,
    `  ${Object.entries(life.eventsByType)
      .sort(([, a], [, b]) => b - a)
      .map(([type, count]) => `${type} ${count}`)
      .join(', ')}`,
    '',
    ...results.aims.map(aimLine),
  ].join('\n');
}

type Row = readonly [string, string, string, string, string];

function cells(cost: Cost, raw?: Cost): [string, string, string, string] {
  const time = raw ? times(raw.perSecond / cost.perSecond) : '';
  return [shown(cost.perSecond), shown(cost.cpuMs), time, raw ? times(ratio(cost.cpuMs, raw.cpuMs)) : ''];
}

const line = ([name, ...rest]: Row): string => name.padEnd(40) + rest.map((cell) => cell.padStart(14)).join('');
const shown = (number: number | null): string =>
  number === null ? 'not measured' : number.toLocaleString('en', { maximumSignificantDigits: 3 });
const times = (number: number | null): string => (number === null ? 'not measured' : `${number.toFixed(2)} ×`);

function aimLine({ name, value, atMost, isMet }: Aim): string {
  const verdict = isMet === null ? 'not measured' : isMet ? 'met' : 'missed';
  return `${name.padEnd(48)}${shown(value).padStart(14)}   aim ≤ ${atMost}: ${verdict}`;
}

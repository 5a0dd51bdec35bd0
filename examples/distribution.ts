import { daysBetween } from './calendar';
import { handOversOf, type HandOver } from './handOver';
import type { LateAccount } from './lateAccount';
import type { Life } from './lifeOf';

export type Told = Readonly<{ account: LateAccount; life: Life }>;

/** Tables in Markdown that show how a portfolio is spread. */
export function distribution(startOn: string, portfolio: readonly Told[]): string {
  return [
    table(
      'Accounts by file and months late at hand-over (days past due in brackets)',
      ['file', 'handed over', '1', '2', '3', '4 and more', 'all'],
      handOversOf(startOn).map((file) => fileRow(file, portfolio)),
    ),
    table(
      'Balance at hand-over, TWD',
      ['lowest', '10 %', '25 %', '50 %', '75 %', '90 %', 'highest'],
      [quantiles(portfolio)],
    ),
    table(
      'Accounts by number of payments',
      ['payments', 'accounts'],
      counted(portfolio.map(({ life }) => String(life.payments.length))),
    ),
    table(
      'Happenings',
      ['kind', 'number'],
      counted(portfolio.flatMap(({ life }) => life.happenings.map(({ kind }) => kind))),
    ),
  ].join('\n');
}

function fileRow({ name, on }: HandOver, portfolio: readonly Told[]): string[] {
  const told = portfolio.filter(({ account }) => account.handOver.name === name);
  const cell = (isWanted: (months: number) => boolean): string => {
    const days = told
      .filter(({ account }) => isWanted(account.monthsLate))
      .map(({ account }) => daysBetween(account.texts['due_on'] ?? '', on));
    return days.length === 0 ? '0' : `${days.length} (${Math.min(...days)}–${Math.max(...days)})`;
  };
  const exactly = [1, 2, 3].map((months) => cell((late) => late === months));
  return [name, on, ...exactly, cell((late) => late >= 4), String(told.length)];
}

function quantiles(portfolio: readonly Told[]): string[] {
  const sorted = portfolio.map(({ account }) => Number(account.balanceMinor) / 100).sort((a, b) => a - b);
  return [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map((part) => String(sorted[Math.round(part * (sorted.length - 1))] ?? '–'));
}

function counted(words: readonly string[]): string[][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => [word, String(count)]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${title}:\n\n${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

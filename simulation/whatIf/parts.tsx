/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { formatMoney, type Currency } from '../../domain/money';
import { RISK_DAYS } from './moneyAtRisk';
import type { Money } from './result';
import { CANNOT_KNOW } from './said';

export type Asked = Readonly<{ title: string; until: string; pack: string; remarks: readonly string[] }>;

type TableProps = Readonly<{
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many columns are words, before those that are numbers. */
  words?: number;
}>;

export const Table = ({ heads, rows, words = heads.length }: TableProps): VNode => (
  <table>
    <thead>
      <tr>
        {heads.map((head, column) => (
          <th class={column < words ? undefined : 'number'}>{head}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr>
          {row.map((cell, column) => (
            <td class={column < words ? undefined : 'number'}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

export const Head = ({ title, until, pack, remarks }: Asked): VNode => (
  <>
    <h1>{title}</h1>
    <p class="faint">
      under {pack}, through {until}
    </p>
    {remarks.map((remark) => (
      <p class="open">{remark}</p>
    ))}
  </>
);

export const Limits = (): VNode => (
  <>
    <h2>What this cannot know</h2>
    <ul>
      {CANNOT_KNOW.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  </>
);

export const MONEY_HEADS = [
  'currency',
  'paid',
  `paid within ${RISK_DAYS} days after a contact that falls away`,
  'promised so',
  'owed by who goes on longer',
  'owed by who ends earlier',
];

export const moneyRow = (currency: string, money: Money): string[] => {
  const say = (amountMinor: bigint): string => formatMoney(amountMinor, currency as Currency);
  const { paidMinor, paidAtRiskMinor, promisedAtRiskMinor, longerMinor, shorterMinor } = money;
  return [currency, ...[paidMinor, paidAtRiskMinor, promisedAtRiskMinor, longerMinor, shorterMinor].map(say)];
};

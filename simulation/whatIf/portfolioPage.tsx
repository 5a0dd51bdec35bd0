/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { Chart } from '../../pages/chart';
import { renderPage } from '../../pages/page';
import type { Counts, Figures, Pair } from './figures';
import { Head, Limits, MONEY_HEADS, moneyRow, Table, type Asked } from './parts';

/** Two bars for each name: as recorded, and under the other pack. */
const Pairs = ({ pairs, says }: Readonly<{ pairs: Readonly<Record<string, Pair>>; says: string }>): VNode => (
  <Chart
    says={says}
    option={{
      legend: { data: ['as recorded', 'under the other pack'] },
      xAxis: { type: 'category', data: Object.keys(pairs) },
      yAxis: { type: 'value' },
      series: [
        { type: 'bar', name: 'as recorded', data: Object.values(pairs).map(({ was }) => was) },
        { type: 'bar', name: 'under the other pack', data: Object.values(pairs).map(({ wouldBe }) => wouldBe) },
      ],
    }}
  />
);

const byRule = (counts: Counts): string[][] => Object.entries(counts).map(([rule, count]) => [rule, String(count)]);

/** A portfolio: figures and charts. */
export function portfolioPage(figures: Figures, asked: Asked): string {
  const { contacts, stages } = figures;
  return renderPage({
    title: asked.title,
    children: (
      <>
        <Head {...asked} />
        <Table heads={['figure', 'count']} rows={countRows(figures)} />
        {figures.notReproducedExamples.map((example) => (
          <p class="bad">Not lived again: {example}.</p>
        ))}
        <h2>Contacts</h2>
        <Pairs
          pairs={figures.contactsByMonth}
          says={`Contacts by month: ${contacts.was} as recorded, ${contacts.wouldBe} under the other pack`}
        />
        <Table heads={['fall away by', 'contacts']} rows={byRule(figures.removedBy)} />
        <Table heads={['new; before by', 'contacts']} rows={byRule(figures.addedBy)} />
        <h2>Stages</h2>
        <Pairs pairs={stages} says="Accounts that enter each stage" />
        <Table
          heads={['stage', 'was', 'would be', 'earlier', 'later']}
          rows={Object.entries(stages).map(([stage, one]) => [
            stage,
            ...[one.was, one.wouldBe, one.earlier, one.later].map(String),
          ])}
        />
        <h2>Money at risk</h2>
        <Table
          heads={MONEY_HEADS}
          rows={Object.entries(figures.money).map(([currency, money]) => moneyRow(currency, money))}
        />
        <h2>Breaches of the other pack in the recorded journals</h2>
        <Table heads={['rule', 'breaches']} rows={byRule(figures.breachesBy)} />
        <Limits />
      </>
    ),
  });
}

const countRows = (figures: Figures): string[][] => [
  ['accounts', String(figures.accounts)],
  ['of these: not lived, because nothing is recorded', String(figures.notLived)],
  ['keep their own pack', String(figures.leftOut)],
  ['recorded life not lived again by this build', String(figures.notReproduced)],
  ['diverge', String(figures.diverged)],
  ['contacts at another moment', String(figures.moved)],
  ['commands refused: was', String(figures.refused.was)],
  ['commands refused: would be', String(figures.refused.wouldBe)],
];

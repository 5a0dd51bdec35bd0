/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { Chart } from '../../pages/chart';
import { renderPage } from '../../pages/page';
import type { Counts, Figures, Pair } from './figures';
import { notSureText } from './said';
import { Head, Limits, MONEY_HEADS, moneyRow, Table, type Asked } from './parts';

/** Two bars for each name: as recorded, and under the other pack. */
const Pairs = ({ pairs, says }: Readonly<{ pairs: Readonly<Record<string, Pair>>; says: string }>): VNode => (
  <Chart
    says={says}
    option={{
      // Below each other: how wide the reader's letters are nobody knows.
      legend: { orient: 'vertical', left: 0, top: 0, data: ['as recorded', 'under the other pack'] },
      grid: { left: 70, right: 30, top: 70, bottom: 40 },
      xAxis: { type: 'category', data: Object.keys(pairs) },
      yAxis: { type: 'value' },
      series: [
        { type: 'bar', name: 'as recorded', data: Object.values(pairs).map(({ was }) => was) },
        { type: 'bar', name: 'under the other pack', data: Object.values(pairs).map(({ wouldBe }) => wouldBe) },
      ],
    }}
  />
);

type ByRuleProps = Readonly<{ title: string; head: string; counts: Counts; none: string }>;

const ByRule = ({ title, head, counts, none }: ByRuleProps): VNode => {
  const rows = Object.entries(counts).map(([rule, count]) => [rule, say(count)]);
  return (
    <>
      <h2>{title}</h2>
      {rows.length === 0 ? <p class="faint">{none}</p> : <Table heads={['rule', head]} rows={rows} words={1} />}
    </>
  );
};

const say = (count: number): string => count.toLocaleString('en');

/** A portfolio: figures and charts. */
export function portfolioPage(figures: Figures, asked: Asked): string {
  const { contacts, stages } = figures;
  return renderPage({
    title: asked.title,
    children: (
      <>
        <Head {...asked} />
        {figures.notReproduced > 0 && <p class="bad">{notSureText(figures.notReproduced)}</p>}
        <Table heads={['figure', 'count']} rows={countRows(figures)} words={1} />
        {figures.notReproducedExamples.map((example) => (
          <p class="bad">Not lived again: {example}.</p>
        ))}
        <h2>Contacts</h2>
        <Pairs
          pairs={figures.contactsByMonth}
          says={`Contacts by month: ${say(contacts.was)} as recorded, ${say(contacts.wouldBe)} under the other pack`}
        />
        <ByRule
          title="Contacts that fall away, by rule"
          head="contacts"
          counts={figures.removedBy}
          none="No contact falls away."
        />
        <ByRule
          title="Contacts that are new, by the rule that kept them back"
          head="contacts"
          counts={figures.addedBy}
          none="No contact is new."
        />
        <h2>Stages</h2>
        <Pairs pairs={stages} says="Accounts that enter each stage" />
        <Table
          heads={['stage', 'was', 'would be', 'earlier', 'later']}
          rows={Object.entries(stages).map(([stage, one]) => [
            stage,
            ...[one.was, one.wouldBe, one.earlier, one.later].map(say),
          ])}
          words={1}
        />
        <h2>Money at risk</h2>
        <Table
          heads={MONEY_HEADS}
          rows={Object.entries(figures.money).map(([currency, money]) => moneyRow(currency, money))}
          words={1}
        />
        <ByRule
          title="Breaches of the other pack in the recorded journals"
          head="breaches"
          counts={figures.breachesBy}
          none="The recorded journals keep to the other pack."
        />
        <Limits />
      </>
    ),
  });
}

const countRows = (figures: Figures): string[][] => [
  ['accounts', say(figures.accounts)],
  ['of these: not lived, because nothing is recorded', say(figures.notLived)],
  ['keep their own pack', say(figures.leftOut)],
  ['recorded life not lived again by this build: in no figure but the breaches', say(figures.notReproduced)],
  ['diverge', say(figures.diverged)],
  ['contacts at another moment', say(figures.moved)],
  ['commands refused: was', say(figures.refused.was)],
  ['commands refused: would be', say(figures.refused.wouldBe)],
];

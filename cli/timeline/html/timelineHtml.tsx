/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { formatMoney, type Currency } from '../../../domain/money';
import { Chart } from '../../../pages/chart';
import { renderPage } from '../../../pages/page';
import { balanceChart, curveText } from '../balanceChart';
import type { Chapter, Timeline } from '../model';
import { EntryView } from './EntryView';
import { HeadFacts } from './Fact';
import { style } from './style';

/** The whole life as one page that needs nothing else. */
export const timelineHtml = (timeline: Timeline): string =>
  renderPage({ title: `${timeline.accountId}: the life of an account`, style, children: <Life timeline={timeline} /> });

const Life = ({ timeline }: Readonly<{ timeline: Timeline }>): VNode => {
  const { curve, currency } = timeline;
  const says = curveText(curve, (minor) => formatMoney(minor, currency as Currency));
  return (
    <main>
      <Head timeline={timeline} />
      <h2>Balance and contacts</h2>
      <Chart option={balanceChart(timeline)} says={says} heightPx={260} />
      {timeline.chapters.map((chapter) => (
        <ChapterView chapter={chapter} />
      ))}
    </main>
  );
};

const Head = ({ timeline }: Readonly<{ timeline: Timeline }>): VNode => (
  <header>
    <h1>Account {timeline.accountId}</h1>
    <div class="faint">
      {timeline.product} · as of {timeline.generated}
    </div>
    <div class="sees">
      Made for the role <b>{timeline.role}</b>: {timeline.sees}.
    </div>
    {timeline.alarms.length > 0 && (
      <div class="alarm" role="alert">
        {timeline.alarms.map((alarm) => (
          <p>{alarm}</p>
        ))}
      </div>
    )}
    <HeadFacts lines={timeline.head} />
    <h2>Policy packs that were followed</h2>
    <HeadFacts lines={timeline.packs} />
  </header>
);

const ChapterView = ({ chapter }: Readonly<{ chapter: Chapter }>): VNode => (
  <section>
    <h2 class="stage">{chapter.title}</h2>
    {chapter.days.map(({ day, weekday, entries }) => (
      <div>
        <h3>
          {day}, {weekday}
        </h3>
        {entries.map((entry) => (
          <EntryView entry={entry} />
        ))}
      </div>
    ))}
  </section>
);

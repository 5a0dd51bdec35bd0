/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { BADGES } from '../looks';
import type { Entry, Paper } from '../model';
import { isAlarming } from '../papers';
import { FactList } from './Fact';

/** One event: the sentence, what went out, and the proof behind a click. */
export const EntryView = ({ entry }: Readonly<{ entry: Entry }>): VNode => (
  <article class={entry.look} id={`event-${entry.version}`}>
    <time dateTime={new Date(entry.at).toISOString()}>{entry.clock}</time>
    <div>
      <p class="says">
        {BADGES[entry.look] && <span class="badge">{BADGES[entry.look]}</span>}
        {entry.says} <span class="who">— {entry.who}</span>
      </p>
      {entry.paper && <PaperView paper={entry.paper} />}
      <details>
        <summary>why: {summaryOf(entry)}</summary>
        <FactList lines={entry.why} />
      </details>
    </div>
  </article>
);

const summaryOf = ({ rules, decided, version, policy }: Entry): string =>
  [decided ?? 'a record', rules.map(({ id }) => id).join(', '), policy.version, `event ${version}`]
    .filter(Boolean)
    .join(' · ');

const PaperView = ({ paper }: Readonly<{ paper: Paper }>): VNode => (
  <div class="paper">
    {paper.to && <p class="seal">to {paper.to}</p>}
    <div lang={paper.language ?? undefined}>
      {paper.subject && <p class="subject">{paper.subject}</p>}
      {paper.paragraphs?.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
    <p class={isAlarming(paper.state) ? 'seal bad' : 'seal'}>
      {paper.verdict} <code>{paper.sha256 ?? paper.textId}</code>
    </p>
  </div>
);

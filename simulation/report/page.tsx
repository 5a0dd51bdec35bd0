/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { Chart } from '../../pages/chart';
import { FactTable } from '../../pages/factTable';
import { renderPage } from '../../pages/page';
import type { OfPack, Simulated } from '../result';
import { contactsChart, curedChart, endingsChart, recoveredChart } from './charts';
import { assumedLines, LIMITS, provenanceOf } from './provenance';
import { ASSUMED_SAYS, differenceText, figureText, INTERVALS_SAY, isClear, labelOf, rangeText } from './words';

const nameOf = ({ role, id, version }: OfPack): string => `${role}: ${id} ${version}`;

/** A simulation as one page that needs nothing else. */
export function simulatedPage(simulated: Simulated): string {
  const { accounts, days, startOn, packs, warnings } = simulated;
  const title = `Simulated: ${packs.map(({ id, version }) => `${id} ${version}`).join(' against ')}`;
  return renderPage({
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p class="faint">
          {accounts.toLocaleString('en')} accounts, {days} days from {startOn}, seed {simulated.seed}
        </p>
        {warnings.map((warning) => (
          <p class="open">Mind: {warning}.</p>
        ))}
        <p>{ASSUMED_SAYS}</p>
        <Figures simulated={simulated} />
        {simulated.differences.map((_, i) => (
          <Difference simulated={simulated} nth={i} />
        ))}
        <p class="faint">{INTERVALS_SAY}</p>
        <Pictures simulated={simulated} />
        <Sources simulated={simulated} />
      </>
    ),
  });
}

const Pictures = ({ simulated }: Readonly<{ simulated: Simulated }>): VNode => (
  <>
    <h2>Week by week</h2>
    <Chart
      option={recoveredChart(simulated)}
      says={`Money recovered so far in ${simulated.currency}, by week and policy`}
    />
    <Chart option={curedChart(simulated)} says="Accounts cured so far, by week and policy" />
    <h2>Contacts and endings</h2>
    <Chart option={contactsChart(simulated)} says="Contacts an account, by channel and policy" />
    <Chart option={endingsChart(simulated)} says="How accounts stand at the end, by policy" />
    <Counts simulated={simulated} title="Still open, by bucket" of={({ bucket }) => bucket} />
    <Counts simulated={simulated} title="Contacts suppressed by rule" of={({ suppressed }) => suppressed} />
    <Counts simulated={simulated} title="Contacts put off by rule" of={({ deferred }) => deferred} />
  </>
);

const Sources = ({ simulated }: Readonly<{ simulated: Simulated }>): VNode => (
  <>
    <h2>Where it comes from</h2>
    <FactTable facts={provenanceOf(simulated)} />
    <h2>Assumed, not measured</h2>
    <FactTable facts={assumedLines(simulated.behaviour).filter(([path]) => path !== 'sha256' && path !== 'format')} />
    <h2>Left out</h2>
    <ul>
      {LIMITS.map((limit) => (
        <li>{limit}</li>
      ))}
    </ul>
  </>
);

function Figures({ simulated: { packs, currency } }: Readonly<{ simulated: Simulated }>): VNode {
  return (
    <table>
      <thead>
        <tr>
          <th></th>
          {packs.map((pack) => (
            <>
              <th class="number">{nameOf(pack)}</th>
              <th class="number">95 %</th>
            </>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.keys(packs[0]!.figures).map((name) => (
          <tr>
            <td style="white-space: nowrap">{labelOf(name)}</td>
            {packs.map(({ figures }) => (
              <>
                <td class="number">{figureText(name, figures[name]!.value, currency)}</td>
                <td class="number faint">{rangeText(name, figures[name]!.interval, currency)}</td>
              </>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Difference({ simulated, nth }: Readonly<{ simulated: Simulated; nth: number }>): VNode {
  const { id, version, figures } = simulated.differences[nth]!;
  const { currency } = simulated;
  return (
    <>
      <h2>
        {id} {version} less the champion
      </h2>
      <table>
        <thead>
          <tr>
            <th></th>
            <th class="number">difference</th>
            <th class="number">95 %</th>
            <th>more than chance</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(figures).map(([name, { difference, interval }]) => (
            <tr>
              <td>{labelOf(name)}</td>
              <td class="number">{differenceText(name, difference, currency)}</td>
              <td class="number faint">{rangeText(name, interval, currency, differenceText)}</td>
              <td>{isClear(interval) ? 'yes' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

type CountsProps = Readonly<{
  simulated: Simulated;
  title: string;
  of: (pack: OfPack) => Readonly<Record<string, number>>;
}>;

function Counts({ simulated: { packs }, title, of }: CountsProps): VNode | null {
  const names = [...new Set(packs.flatMap((pack) => Object.keys(of(pack))))].sort();
  if (names.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th></th>
            {packs.map((pack) => (
              <th class="number">{nameOf(pack)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr>
              <td>{name}</td>
              {packs.map((pack) => (
                <td class="number">{(of(pack)[name] ?? 0).toLocaleString('en')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

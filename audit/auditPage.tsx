/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { FactTable, type FactTableProps } from '../pages/factTable';
import { renderPage } from '../pages/page';
import type { Finding } from './finding';
import { verdictText, type AuditReport } from './report';
import type { Verdict } from './total';

const TONES: Readonly<Record<Verdict, string>> = { clean: 'good', broken: 'bad', notChecked: 'open' };
const KINDS: Readonly<Record<Finding['kind'], readonly [tone: string, word: string]>> = {
  broken: ['bad', 'broken'],
  notChecked: ['open', 'not checked'],
  note: ['faint', 'note'],
};

/** The report as one page for people. */
export const auditPage = (report: AuditReport): string =>
  renderPage({
    title: `Audit of ${report.beganAt.slice(0, 10)}`,
    children: (
      <>
        <h1>Audit</h1>
        <p class={TONES[report.verdict]}>{verdictText(report)}</p>
        <FactTable facts={factsOf(report)} />
        <h2>Checks</h2>
        <Checks {...report} />
        <h2>Findings</h2>
        <Findings {...report} />
      </>
    ),
  });

const factsOf = (report: AuditReport): FactTableProps['facts'] => {
  const { accounts, journalHead: head } = report;
  return [
    ['Asked', report.asked],
    [
      'Accounts',
      `${accounts.accounts}: ${accounts.clean} clean, ${accounts.broken} broken, ${accounts.notChecked} not checked`,
    ],
    ['Began', `${report.beganAt}, took ${report.seconds} s`],
    ['Build that audited', report.build],
    ['Histories from', report.histories],
    ['Journal', head ? `through position ${head.position}, of ${head.at}` : 'empty'],
  ];
};

const Checks = ({ checks }: AuditReport): VNode => (
  <table>
    <tr>
      <th>check</th>
      {['accounts', 'looked at', 'clean', 'broken', 'not checked'].map((name) => (
        <th class="number">{name}</th>
      ))}
    </tr>
    {checks.map(({ check, accounts, looked, clean, broken, notChecked }) => (
      <tr>
        <td>{check}</td>
        {[accounts, looked, clean].map((count) => (
          <td class="number">{count}</td>
        ))}
        <td class={`number ${broken > 0 ? 'bad' : ''}`}>{broken}</td>
        <td class={`number ${notChecked > 0 ? 'open' : ''}`}>{notChecked}</td>
      </tr>
    ))}
  </table>
);

const Findings = ({ findings, findingsLeftOut }: AuditReport): VNode => {
  const byAccount = new Map<string, Finding[]>();
  for (const finding of findings)
    byAccount.set(finding.accountId, [...(byAccount.get(finding.accountId) ?? []), finding]);
  if (findings.length === 0) return <p>None.</p>;
  return (
    <>
      {[...byAccount].map(([accountId, found]) => (
        <section>
          <h3>{accountId}</h3>
          <table>{found.map(Row)}</table>
        </section>
      ))}
      {findingsLeftOut > 0 && <p class="open">{findingsLeftOut} more were found and are not shown.</p>}
    </>
  );
};

const Row = ({ kind, check, what, says, version }: Finding): VNode => {
  const [tone, word] = KINDS[kind];
  return (
    <tr>
      <td class={tone}>{word}</td>
      <td>{check}</td>
      <td>
        <code>{what}</code>
        {version !== undefined && ` version ${version}`}
      </td>
      <td>{says}</td>
    </tr>
  );
};

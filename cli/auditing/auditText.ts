import type { Finding } from '../../audit/finding';
import { verdictText, type AuditReport } from '../../audit/report';
import { table } from '../terminal/table';

const FINDINGS_SHOWN = 50;
const KINDS: Readonly<Record<Finding['kind'], string>> = { broken: 'broken', notChecked: 'not checked', note: 'note' };

/** The summary for people, the worst findings first. */
export function auditText(report: AuditReport): string {
  const { accounts, checks, journalHead: head } = report;
  const rows = checks.map(({ check, ...counts }) => [
    check,
    ...[counts.accounts, counts.looked, counts.clean, counts.broken, counts.notChecked].map(String),
  ]);
  return [
    `Audited ${report.asked}: ${accounts.accounts} accounts in ${report.seconds.toFixed(1)} s (${report.accountsPerMinute} a minute).`,
    `Build ${report.build}; histories from ${report.histories}; ${head ? `journal through position ${head.position}` : 'the journal is empty'}.`,
    '',
    table(['check', 'accounts', 'looked at', 'clean', 'broken', 'not checked'], rows),
    '',
    ...listOf(report),
    `${accounts.clean} clean, ${accounts.broken} broken, ${accounts.notChecked} not checked. ${verdictText(report)}`,
  ].join('\n');
}

const ORDER: readonly Finding['kind'][] = ['broken', 'notChecked', 'note'];

function listOf({ findings, findingsLeftOut }: AuditReport): readonly string[] {
  if (findings.length === 0) return [];
  const worstFirst = ORDER.flatMap((kind) => findings.filter((finding) => finding.kind === kind));
  const rows = worstFirst
    .slice(0, FINDINGS_SHOWN)
    .map(({ kind, accountId, check, what, says }) => [KINDS[kind], accountId, check, what, says]);
  const left = findings.length - rows.length + findingsLeftOut;
  return [
    table(['', 'account', 'check', 'what', 'says'], rows),
    ...(left > 0 ? [`… and ${left} more; --json and --html show them.`] : []),
    '',
  ];
}

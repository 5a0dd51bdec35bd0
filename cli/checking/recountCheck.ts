import { recount, recountAccounts } from '../../recount/recount';
import type { Breach } from '../../recount/rules';
import type { Recounted } from '../../recount/total';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { table } from '../terminal/table';

const BREACHES_SHOWN = 50;

/** Counts the journals again, all or those of some accounts' debtors, and prints what was asked and what was broken. */
export async function recountCheck(accounts: readonly string[], { json }: Readonly<{ json: boolean }>): Promise<void> {
  const line = openProgressLine();
  const onProgress = ({ debtors, events }: Pick<Recounted, 'debtors' | 'events'>): void =>
    line.show(`${debtors} debtors, ${events} events counted again`);
  try {
    const recounted = await onDatabase((db) =>
      accounts.length === 0 ? recount(db, onProgress) : recountAccounts(db, accounts, onProgress),
    );
    await line.end();
    if (json) printJson({ ...recounted, breaches: recounted.breaches.map((one) => ({ ...one, at: moment(one) })) });
    else print(textOf(recounted));
    if (recounted.broken > 0) process.exitCode = 1;
  } catch (error) {
    await line.end();
    throw error;
  }
}

const moment = ({ at }: Breach): string | null => (at === null ? null : new Date(at).toISOString());

function textOf({ accounts, debtors, events, contacts, isWhole, rules, broken, breaches }: Recounted): string {
  const rows = rules.map(({ rule, of, asked, breaches }) => [rule, String(asked), of, String(breaches)]);
  return [
    `Counted again from ${events} events: ${contacts} contacts of ${accounts} accounts of ${debtors} debtors.`,
    ...(isWhole ? [] : ['Gaps of the letter register were not looked for: that takes every account.']),
    '',
    table(['rule', 'asked', 'of', 'breaches'], rows),
    '',
    ...(broken === 0 ? ['No rule was broken.'] : listOf(breaches, broken)),
  ].join('\n');
}

function listOf(breaches: readonly Breach[], broken: number): readonly string[] {
  const rows = breaches
    .slice(0, BREACHES_SHOWN)
    .map((one) => [one.rule, one.accountId, one.version === null ? null : String(one.version), moment(one), one.says]);
  const left = broken - rows.length;
  return [
    table(['rule', 'account', 'version', 'at', 'what'], rows),
    ...(left > 0 ? [`… and ${left} more; --json shows the first thousand.`] : []),
    '',
    `Breaches: ${broken}.`,
  ];
}

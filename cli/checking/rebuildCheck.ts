import { ChainIsBroken, rebuild, type Rebuilt } from '../../storage/rebuild';
import { EXIT } from '../exitCode';
import { databaseVariables, findService } from '../findService';
import { print, printJson, say } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { table } from '../terminal/table';

export type RebuildOptions = Readonly<{ write: boolean; json: boolean }>;
type Comparison = Rebuilt['tables'][keyof Rebuilt['tables']];

/**
 * Checks the hash chain, tells all lists anew from the journal, compares them with the live ones and, with `write`, puts those
 * right. A broken chain, or a difference that stays, has an exit code of its own.
 */
export async function rebuildCheck({ write, json }: RebuildOptions): Promise<void> {
  const { DATABASE_URL } = await findService(databaseVariables);
  const line = openProgressLine();
  const onProgress = ({ accounts, events }: Pick<Rebuilt, 'accounts' | 'events'>): void =>
    line.show(`${accounts} accounts, ${events} events told`);
  try {
    const rebuilt = await rebuild(DATABASE_URL, { write, onProgress });
    await line.end();
    const differs = Object.values(rebuilt.tables).some((comparison) => differencesIn(comparison) > 0);
    if (json) printJson({ chain: 'holds', differs, ...rebuilt });
    else print(textOf(rebuilt, differs));
    if (differs && !write) process.exitCode = EXIT.differs;
  } catch (error) {
    await line.end();
    if (!(error instanceof ChainIsBroken)) throw error;
    if (json) printJson({ chain: 'broken', ...error.link });
    say(`arrears: ${error.message}`);
    process.exitCode = EXIT.differs;
  }
}

const differencesIn = ({ missing, surplus, different }: Comparison): number =>
  missing.count + surplus.count + different.count;

function textOf({ accounts, events, tables, isWritten }: Rebuilt, differs: boolean): string {
  const rows = Object.entries(tables).map(([name, { rows, missing, surplus, different }]) => [
    name,
    ...[rows, missing.count, surplus.count, different.count].map(String),
    [...missing.first, ...surplus.first, ...different.first].slice(0, 3).join(' ') || null,
  ]);
  return [
    `The hash chain holds: ${events} events of ${accounts} accounts.`,
    '',
    table(['list', 'rows told', 'missing', 'surplus', 'different', 'such as'], rows),
    '',
    verdict(differs, isWritten),
  ].join('\n');
}

function verdict(differs: boolean, isWritten: boolean): string {
  if (!differs) return 'The live lists say what the journal tells.';
  if (isWritten) return 'The live lists differed and were put right.';
  return 'The live lists differ from what the journal tells; `arrears rebuild --write` puts them right.';
}

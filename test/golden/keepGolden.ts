import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { sql } from 'kysely';
import { startParts } from '../../embedded/startParts';
import { sha256 } from '../../storage/canonical';
import { connect, type Db } from '../../storage/database';
import { COLUMNS, JOURNALS, HISTORIES } from './golden';

/**
 * Keeps what a build has written, so that later builds are held to it: `npx tsx test/golden/keepGolden.ts <data folder> <name>`
 * on the data folder of a rehearsal that this build has lived. What was kept is never edited; a new build adds a folder.
 */
async function keepGolden(dataFolder: string, name: string): Promise<void> {
  const parts = await startParts({ dataFolder, durable: true, headless: true, onMessage: console.error });
  const db = connect(parts.databaseUrl);
  try {
    const kept = [...(await journals(db, name)), ...(await histories(parts.temporalAddress, name))];
    const sums = kept.map(({ file, content }) => {
      const packed = gzipSync(content, { level: 9 });
      writeFileSync(file, packed);
      return `${sha256(packed)}  ${file}\n`;
    });
    writeFileSync(join(__dirname, `${name}.sha256`), sums.join(''));
  } finally {
    await db.destroy();
    await parts.stop();
  }
}

type Kept = Readonly<{ file: string; content: string }>;

async function journals(db: Db, name: string): Promise<Kept[]> {
  const folder = join(JOURNALS, name);
  mkdirSync(folder, { recursive: true });
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', ...COLUMNS])
    .orderBy('id')
    .execute();
  const packs = await db.selectFrom('policies').select(['hash', 'content']).orderBy('hash').execute();
  const { rows } = await sql<{ account_id: string; text: string }>`
    select account_id, string_agg(row_to_json(j)::text, e'\n' order by version) as text
    from journal j group by account_id order by account_id`.execute(db);
  return [
    { file: join(folder, 'accounts.json.gz'), content: JSON.stringify(accounts, withBigints) },
    { file: join(folder, 'packs.json.gz'), content: JSON.stringify(packs) },
    ...rows.map(({ account_id, text }) => ({ file: join(folder, `${account_id}.jsonl.gz`), content: `${text}\n` })),
  ];
}

async function histories(address: string, name: string): Promise<Kept[]> {
  const folder = join(HISTORIES, name);
  mkdirSync(folder, { recursive: true });
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection });
  const kept: Kept[] = [];
  for await (const { workflowId, runId } of workflow.list({ query: `WorkflowType = 'collectAccount'` })) {
    const content = historyToJSON(await workflow.getHandle(workflowId, runId).fetchHistory());
    kept.push({ file: join(folder, `${workflowId}.${runId}.json.gz`), content });
  }
  await connection.close();
  return kept.sort((a, b) => (a.file < b.file ? -1 : 1));
}

const withBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

void keepGolden(process.argv[2]!, process.argv[3]!);

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Db } from './database';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** What a build runs: its workflows, and the code that decides, each as one text. */
export type BuildCode = Readonly<{ workflowBundle: string; decisionBundle: string }>;
export type KnownBuild = Readonly<{ build: string; keptAt: Date; workflowSha256: string; decisionSha256: string }>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Keeps the code of a build for ever. Again is fine; other code under the same id is refused. */
export async function keepBuild(db: Db, { build, ...code }: BuildCode & Readonly<{ build: string }>): Promise<void> {
  const marks = { workflow_sha256: sha256(code.workflowBundle), decision_sha256: sha256(code.decisionBundle) };
  const kept = await marksOf(db, build);
  if (kept) return assertSame(build, kept, marks);
  const workflow_bundle = await pack(code.workflowBundle);
  const decision_bundle = await pack(code.decisionBundle);
  await db
    .insertInto('builds')
    .values({ id: build, workflow_bundle, decision_bundle, ...marks })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another worker may have been faster.
  assertSame(build, (await marksOf(db, build))!, marks);
}

type Marks = Readonly<{ workflow_sha256: string; decision_sha256: string }>;

const marksOf = (db: Db, build: string): Promise<Marks | undefined> =>
  db.selectFrom('builds').select(['workflow_sha256', 'decision_sha256']).where('id', '=', build).executeTakeFirst();

function assertSame(build: string, kept: Marks, marks: Marks): void {
  const differ = [
    kept.workflow_sha256 !== marks.workflow_sha256 && 'workflows',
    kept.decision_sha256 !== marks.decision_sha256 && 'decisions',
  ].filter((part) => part !== false);
  if (differ.length === 0) return;
  throw new Error(
    `The build ${build} is kept with other code (${differ.join(' and ')}). ` +
      'Give this one an id of its own: set ARREARS_BUILD to another word, or leave it out.',
  );
}

/** The code that was kept; undefined for a build that never was. Throws when what is kept was altered. */
export async function readBuild(db: Db, build: string): Promise<BuildCode | undefined> {
  const row = await db.selectFrom('builds').selectAll().where('id', '=', build).executeTakeFirst();
  if (!row) return undefined;
  return {
    workflowBundle: await wholeText(build, 'workflows', row.workflow_bundle, row.workflow_sha256),
    decisionBundle: await wholeText(build, 'decisions', row.decision_bundle, row.decision_sha256),
  };
}

async function wholeText(build: string, part: string, packed: Buffer, mark: string): Promise<string> {
  const text = await unpack(packed).then(String, () => undefined);
  if (text !== undefined && sha256(text) === mark) return text;
  throw new Error(`The build ${build} cannot be used: the kept code of its ${part} is not what was kept`);
}

/** Every build whose code is kept, the oldest first. */
export async function knownBuilds(db: Db): Promise<readonly KnownBuild[]> {
  const rows = await db
    .selectFrom('builds')
    .select(['id', 'kept_at', 'workflow_sha256', 'decision_sha256'])
    .orderBy('kept_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    build: row.id,
    keptAt: row.kept_at,
    workflowSha256: row.workflow_sha256,
    decisionSha256: row.decision_sha256,
  }));
}

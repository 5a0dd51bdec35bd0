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

/** What is there under a build's id is not what was kept under it. The text is ours and names the build alone. */
export class BuildIsAltered extends Error {
  override readonly name = 'BuildIsAltered';
}

/** The id of a build that nobody named: made of what replays and what decides. */
export const idFromCode = (version: string, code: BuildCode): string => `${version}-${markOf(code)}`;

const markOf = ({ workflowBundle, decisionBundle }: BuildCode): string =>
  createHash('sha256').update(workflowBundle).update('\0').update(decisionBundle).digest('hex').slice(0, 12);

const FROM_CODE = /^\d+\.\d+\.\d+\S*-([0-9a-f]{12})$/;

/**
 * An id that was made of code has to be of this code. One that was given as ARREARS_BUILD says nothing about its code: there only
 * the marks beside the kept code speak, and who can alter the one can alter the other.
 */
export function canBeIdOf(build: string, code: BuildCode): boolean {
  const mark = FROM_CODE.exec(build)?.[1];
  return mark === undefined || mark === markOf(code);
}

/** Keeps the code of a build for ever. Again is fine; other code under the same id is refused. */
export async function keepBuild(db: Db, { build, ...code }: BuildCode & Readonly<{ build: string }>): Promise<void> {
  if (!canBeIdOf(build, code))
    throw new Error(
      `The id ${build} is of the form that is made from code, and not from this code. ` +
        'Set ARREARS_BUILD to another word, or leave it out.',
    );
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

/** The code that was kept; undefined for a build that never was. Throws `BuildIsAltered` when it is not what was kept. */
export async function readBuild(db: Db, build: string): Promise<BuildCode | undefined> {
  const row = await db.selectFrom('builds').selectAll().where('id', '=', build).executeTakeFirst();
  if (!row) return undefined;
  const code = {
    workflowBundle: await wholeText(build, 'workflows', row.workflow_bundle, row.workflow_sha256),
    decisionBundle: await wholeText(build, 'decisions', row.decision_bundle, row.decision_sha256),
  };
  if (canBeIdOf(build, code)) return code;
  throw new BuildIsAltered(`The build ${build} cannot be used: its id was made from other code than is kept under it`);
}

async function wholeText(build: string, part: string, packed: Buffer, mark: string): Promise<string> {
  const text = await unpack(packed).then(String, () => undefined);
  if (text !== undefined && sha256(text) === mark) return text;
  throw new BuildIsAltered(`The build ${build} cannot be used: the kept code of its ${part} is not what was kept`);
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

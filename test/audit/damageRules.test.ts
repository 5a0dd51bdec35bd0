import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { join } from 'node:path';
import { sql } from 'kysely';
import { loadRedecide } from '../../audit/decisionCode';
import { canonical, sha256 } from '../../storage/canonical';
import type { Trx } from '../../storage/database';
import type { Redecided } from '../../storage/redecide/redecideDebtor';
import { allRecords } from '../redecide/records';
import { manyLives } from '../storage/manyLives';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { damaged, decisionsOf, differing, journalOf, named, recountOf } from './damaged';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await manyLives(stored);
}, 120_000);
afterAll(() => stored.drop());

test('where nothing was changed no rule finds a breach and no decision differs [AUDIT]', async () => {
  const recounted = await damaged(stored, [], recountOf);
  expect(named(recounted)).toEqual([]);
  expect(recounted.reduce((sum, { looked }) => sum + looked, 0)).toBeGreaterThan(10);
  expect(differing(await damaged(stored, [], decisionsOf))).toEqual([]);
});

test('a rule that was changed in the database under its old hash is found and named at every account of it [AUDIT]', async () => {
  const altered = [
    `update policies set content = jsonb_set(content, '{caps,total,perDay}', '9') where id = 'tw-bank-card'`,
  ];
  const found = named(await damaged(stored, altered, recountOf));
  const followers = await stored.db.selectFrom('journal').select('account_id').distinct().execute();
  expect(found).toEqual(followers.map(({ account_id }) => `packIsAltered ${account_id} 1`).sort());
  await expect(damaged(stored, altered, decisionsOf)).rejects.toThrow('was altered in the database');
});

test('a pack that is gone is found and named', async () => {
  const gone = [
    `alter table policies drop constraint policies_pkey cascade`,
    `delete from policies where id = 'tw-bank-card'`,
  ];
  const found = named(await damaged(stored, gone, recountOf));
  expect(found).toContainEqual(expect.stringMatching(/^RECORD A-word \d+$/));
});

/** The same journals, under the same packs with other figures: as if somebody had changed a rule and hidden it well. */
const underOtherFigures = (path: string, value: string) => async (trx: Trx) => {
  const { hash, content } = await trx
    .selectFrom('policies')
    .select(['hash', sql`jsonb_set(content, ${`{${path}}`}::text[], ${value}::jsonb)`.as('content')])
    .where('id', '=', 'tw-bank-card')
    .executeTakeFirstOrThrow();
  const other = sha256(canonical(content));
  const row = { id: 'tw-bank-card', version: 'other', hash: other, content: JSON.stringify(content) };
  await trx.insertInto('policies').values(row).execute();
  await sql`update journal set policy_hash = ${other},
    body = replace(body::text, ${hash}, ${other})::jsonb where policy_hash = ${hash}`.execute(trx);
  await sql`update inbox set body = replace(body::text, ${hash}, ${other})::jsonb`.execute(trx);
};

test('a rule with other figures decides otherwise, and the first contact that it forbids is named [AUDIT]', async () => {
  const same = await damaged(stored, underOtherFigures('version', '"2026-03b"'), decisionsOf);
  expect(differing(same)).toEqual([]);
  const later = underOtherFigures('contactHours', '[{"from":"13:00","to":"14:00"}]');
  expect(differing(await damaged(stored, later, decisionsOf))).toContainEqual(expect.stringMatching(/ A-word \d+$/));
  expect(named(await damaged(stored, later, recountOf))).toContainEqual(expect.stringMatching(/^HOURS A-word \d+$/));
});

/** The code that decides, made of a source that somebody has changed in one place. */
async function decidedBy(file: string, from: string, to: string): Promise<readonly Redecided[]> {
  const root = join(__dirname, '../..');
  const { outputFiles } = await build({
    entryPoints: [join(root, 'storage/redecide/entry.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    plugins: [
      {
        name: 'changed',
        setup: (bundling) =>
          bundling.onLoad({ filter: new RegExp(`/${file}$`) }, async ({ path }) => {
            const source = await readFile(path, 'utf8');
            if (!source.includes(from)) throw new Error(`${file} does not say ${from}`);
            return { contents: source.replace(from, to), loader: 'ts' };
          }),
      },
    ],
  });
  const redecide = loadRedecide({ build: 'test', code: outputFiles[0]!.text, withinMs: 30_000 });
  return (await allRecords(stored.db)).flatMap(
    (record) => JSON.parse(redecide(JSON.stringify({ record, build: 'test' }))) as readonly Redecided[],
  );
}

test('code with one rule changed decides otherwise, and where it does so first is named [AUDIT]', async () => {
  expect(differing(await decidedBy('domain/money.ts', 'export', 'export'))).toEqual([]);
  const changed = await decidedBy('domain/contact.ts', 'if (now >= action.notAfter)', 'if (now < 0)');
  expect(differing(changed)).toContainEqual(expect.stringMatching(/^event A-late \d+$/));
});

test.each([
  ['a payment', `'{amountMinor}', '"77"'`, `type = 'PaymentReported'`, 'event A-paid'],
  ['a promise', `'{promisedOn}', '"2026-03-09"'`, `type = 'AgreePromise'`, 'event A-word'],
])(
  '%s that was altered in the inbox after it was heard is found by what it led to [AUDIT]',
  async (_, change, where, found) => {
    const altered = [`update inbox set body = jsonb_set(body, ${change}) where ${where}`];
    expect(differing(await damaged(stored, altered, decisionsOf))).toContainEqual(expect.stringContaining(found));
    expect(named(await damaged(stored, altered, journalOf))).toEqual([]);
  },
);

test('a message that was heard and is gone from the inbox is named', async () => {
  const gone = [`delete from inbox where type = 'PaymentReported' and account_id = 'A-paid'`];
  await expect(damaged(stored, gone, decisionsOf)).rejects.toThrow(
    /Message \d+, which account A-paid has heard, is not/,
  );
});

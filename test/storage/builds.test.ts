import { sql } from 'kysely';
import { BuildIsAltered, idFromCode, keepBuild, knownBuilds, readBuild } from '../../storage/builds';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { asOwner } from './asOwner';

const CODE = { workflowBundle: 'workflows();\n', decisionBundle: 'decide("催收");\n' };

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.drop());

test('what is kept is read as it was, and keeping it again changes nothing', async () => {
  await keepBuild(database.db, { build: '1.0.0-a', ...CODE });
  await keepBuild(database.db, { build: '1.0.0-a', ...CODE });
  expect(await readBuild(database.db, '1.0.0-a')).toEqual(CODE);
  expect((await knownBuilds(database.db)).map(({ build }) => build)).toEqual(['1.0.0-a']);
});

test('a build that never was has no code', async () => {
  expect(await readBuild(database.db, 'never')).toBeUndefined();
});

test.each([
  ['workflows', { workflowBundle: 'others();\n' }],
  ['decisions', { decisionBundle: 'decide("别的");\n' }],
  ['workflows and decisions', { workflowBundle: 'others();\n', decisionBundle: 'x' }],
])('other %s under the same id are refused, and what was kept stays', async (parts, other) => {
  await keepBuild(database.db, { build: 'taken', ...CODE });
  await expect(keepBuild(database.db, { build: 'taken', ...CODE, ...other })).rejects.toThrow(
    `The build taken is kept with other code (${parts}).`,
  );
  expect(await readBuild(database.db, 'taken')).toEqual(CODE);
});

test('two workers that keep the same build at once both succeed', async () => {
  const keep = (): Promise<void> => keepBuild(database.db, { build: 'at-once', ...CODE });
  await expect(Promise.all([keep(), keep(), keep()])).resolves.toHaveLength(3);
});

test('nobody changes or removes what is kept', async () => {
  await keepBuild(database.db, { build: 'lasting', ...CODE });
  await expect(database.db.updateTable('builds').set({ decision_sha256: 'x' }).execute()).rejects.toThrow('denied');
  await expect(database.db.deleteFrom('builds').execute()).rejects.toThrow('denied');
  await asOwner(database.url, (owner) => expect(owner.deleteFrom('builds').execute()).rejects.toThrow('append-only'));
});

test('code that was altered is not given out', async () => {
  await keepBuild(database.db, { build: 'altered', ...CODE });
  await keepBuild(database.db, { build: 'broken', ...CODE });
  await asOwner(database.url, async (owner) => {
    await sql`alter table builds disable trigger all`.execute(owner);
    await sql`update builds set decision_sha256 = workflow_sha256 where id = 'altered'`.execute(owner);
    await sql`update builds set workflow_bundle = '\\x1f8b' where id = 'broken'`.execute(owner);
    await sql`alter table builds enable trigger all`.execute(owner);
  });
  await expect(readBuild(database.db, 'altered')).rejects.toThrow(
    'The build altered cannot be used: the kept code of its decisions is not what was kept',
  );
  await expect(readBuild(database.db, 'broken')).rejects.toThrow('the kept code of its workflows');
});

test('an id that was made of code is kept with that code alone, and one that was given with any', async () => {
  const made = idFromCode('1.2.3', CODE);
  await keepBuild(database.db, { build: made, ...CODE });
  expect(await readBuild(database.db, made)).toEqual(CODE);
  const other = { ...CODE, decisionBundle: 'others();\n' };
  await expect(keepBuild(database.db, { build: made.replace('1.2.3', '1.2.4-rc.1'), ...other })).rejects.toThrow(
    'is of the form that is made from code, and not from this code',
  );
  await keepBuild(database.db, { build: '1.2.3-0123456789a', ...other });
  await keepBuild(database.db, { build: 'release-0123456789ab', ...other });
});

test('code with the right marks that is not what the id was made from is not given out', async () => {
  const build = idFromCode('2.0.0', CODE);
  await keepBuild(database.db, { build, ...CODE });
  const other = { ...CODE, workflowBundle: 'others();\n' };
  await keepBuild(database.db, { build: 'other', ...other });
  await asOwner(database.url, async (owner) => {
    await sql`alter table builds disable trigger all`.execute(owner);
    await sql`update builds b set workflow_bundle = o.workflow_bundle, workflow_sha256 = o.workflow_sha256
      from builds o where b.id = ${build} and o.id = 'other'`.execute(owner);
    await sql`alter table builds enable trigger all`.execute(owner);
  });
  const read = readBuild(database.db, build);
  await expect(read).rejects.toThrow(BuildIsAltered);
  await expect(read).rejects.toThrow('its id was made from other code');
});

import { checkDecisions } from '../../audit/checks/decisions';
import { openDeciders } from '../../audit/checks/decisions/kept';
import type { CodeOfBuilds } from '../../audit/codeOfBuilds';
import type { Checked } from '../../audit/finding';
import type { Trx } from '../../storage/database';
import { debtorRecords } from '../../storage/redecide/debtorRecord';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { damaged, named } from './damaged';

const H = 'H-one';
let stored: StoredWorld;
let version: number;
beforeAll(async () => {
  stored = await storedWorld();
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin(H);
  ({ version } = await stored.db.selectFrom('accounts').select('version').executeTakeFirstOrThrow());
  await stored.post(H, 'stop', {
    fact: { type: 'OptOutReported', ref: 'O-1', channel: 'sms', provenance: 'debtor' },
  });
}, 60_000);
afterAll(() => stored.drop());

/** Every turn was taken by the current build, whose code is the one that runs here. */
const code = { build: 'test', workflowBundle: '', decisionBundle: '' };
const builds: CodeOfBuilds = { current: code, of: async () => code };
const decided = async (trx: Trx): Promise<readonly Checked[]> => {
  const [record] = await debtorRecords(trx, [`D-${H}`]);
  return checkDecisions(builds, openDeciders(), record!);
};
const found = async (...damage: string[]): Promise<readonly string[]> => named(await damaged(stored, damage, decided));
const heardWith = (at: number): string => `update inbox set heard_version = ${at} where external_id = 'stop'`;

test("what was heard was heard by a turn, and what waits is nobody's fault [AUDIT]", async () => {
  expect(await found()).toEqual([]);
});

test('an opt-out that is marked as heard, and that no turn has heard, is found and named [AUDIT]', async () => {
  expect(await found(heardWith(version))).toEqual([`heardWithoutTurn ${H} ${version}`]);
  expect(await found(heardWith(0))).toEqual([`heardWithoutTurn ${H} 0`]);
});

test('a message is heard with the version that its turn came to, and with no other', async () => {
  const moved = `update inbox set heard_version = heard_version - 1 where heard_version is not null`;
  expect(await found(moved)).toEqual([`heardWithoutTurn ${H} ${version - 1}`]);
});

test('what was heard before turns were kept is not held against anybody; what came later is', async () => {
  const forgotten = `update turns set from_version = to_version, heard = '{}'`;
  const marked = async (...damage: string[]): Promise<readonly string[]> =>
    (await found(...damage)).filter((one) => one.startsWith('heardWithoutTurn'));
  expect(await marked(forgotten, heardWith(version))).toEqual([]);
  expect(await marked(forgotten, heardWith(version + 1))).toEqual([`heardWithoutTurn ${H} ${version + 1}`]);
  expect(await marked('delete from turns', heardWith(version + 1))).toEqual([`heardWithoutTurn ${H} ${version + 1}`]);
});

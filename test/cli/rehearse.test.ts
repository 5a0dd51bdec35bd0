import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keysOf } from '../../cli/start/keys';
import { createDataFolder } from '../../embedded/dataFolder';
import { readRunning } from '../../embedded/running';
import { createDebtorKey, masterKeyFrom } from '../../storage/personalData';
import { windClock } from '../../storage/rehearsalClock';
import { newFolder } from '../embedded/newFolder';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { ms } from '../storage/storedWorld';
import { newIds, overdueFile, overdueLine, paymentFile } from './overdueFile';
import { arrearsWith, jsonOf } from './runArrears';

const portfolio = newFolder();
const data = newFolder();
let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await addSleeper(database);
  mkdirSync(portfolio);
  const write = (name: string, content: string) => writeFile(join(portfolio, name), content);
  const ids = newIds(2);
  const files = [{ name: 'overdue.csv', handedOverAt: '2026-03-01T08:30:00+08:00' }];
  const manifest = { startOn: '2026-03-01', files, payments: 'payments.csv', happenings: 'happenings.jsonl' };
  await write('manifest.json', JSON.stringify(manifest));
  await write('overdue.csv', overdueFile(ids.map((id) => overdueLine(id))));
  await write('payments.csv', paymentFile([[`P-${ids[0]}`, ids[0]!]]));
  await write('happenings.jsonl', '');
});
afterAll(() => database.drop());

/** An account that should have woken long before the rehearsal begins, and that nothing wakes. */
async function addSleeper({ db, packs }: FreshDatabase): Promise<void> {
  await windClock(db, ms('2026-03-01T00:00:00+08:00'), 1);
  createDataFolder(data);
  const { wrapped } = createDebtorKey(masterKeyFrom((await keysOf(data)).masterKey), 'D-0');
  await db
    .insertInto('debtors')
    .values({ id: 'D-0', wrapped_key: wrapped, identity: Buffer.alloc(0) })
    .execute();
  const sleeper = { id: 'SLEEPER', debtor_id: 'D-0', policy_hash: packs[0]!.hash, status: 'open' };
  await db
    .insertInto('accounts')
    .values({ ...sleeper, next_at: new Date('2026-01-01T00:00:00Z') })
    .execute();
  // Its hand-over waits and is never rung: without it the audit would rightly say that the account was lost.
  const waiting = { account_id: 'SLEEPER', source: 'test', external_id: 'sleeper', type: 'AccountHandedOver' };
  const never = new Date('2099-01-01T00:00:00Z');
  await db
    .insertInto('inbox')
    .values({ ...waiting, body: '{}', body_sha256: '', received_at: never, ring_at: never })
    .execute();
}

test('a rehearsal ends with its report as JSON, with a code of its own for lateness, and leaves nothing running', async () => {
  const arrears = arrearsWith({
    ARREARS_DATA: data,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS']!,
    TEMPORAL_TASK_QUEUE: `cli-${randomUUID()}`,
  });
  const life = ['--days', '30', '--speed', '2', '--late-hours', '100'];
  const ended = await arrears('rehearse', '--portfolio', portfolio, '--json', ...life);
  expect(ended).toMatchObject({ code: 4, stderr: expect.stringContaining('100 were allowed') });
  expect(jsonOf(ended)).toMatchObject({ finished: true, figures: { payments: 1, handedOverMinor: '4120000' } });
  expect(readRunning(data)).toBeUndefined();
}, 120_000);

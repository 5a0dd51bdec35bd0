import { join } from 'node:path';
import { sql } from 'kysely';
import type { Finding } from '../../audit/finding';
import { Tally } from '../../audit/total';
import { besideAccounts } from '../../cli/auditing/besideAccounts';
import { arrearsWith, jsonOf } from '../cli/runArrears';
import { asOwner } from '../storage/asOwner';
import { servedAccounts, until, type ServedAccounts } from './servedAccounts';

const LISTS = ['journal', 'turns', 'attempts', 'payments', 'letters', 'referrals', 'escalations', 'inbox'];
let served: ServedAccounts;
let kept: string;
beforeAll(async () => {
  served = await servedAccounts();
  kept = await served.open('kept');
}, 120_000);
afterAll(() => served?.drop(), 60_000);

const beside = async (address: string | null): Promise<readonly string[]> =>
  (await besideAccounts(served.db, served.settings, address)).map(
    ({ accountId, what, says }) => `${accountId} ${what}: ${says}`,
  );
const { TEST_TEMPORAL_ADDRESS: temporal = '' } = process.env;

/** Somebody with all rights removes every row that an account has, its texts and its claims included. */
const remove = (id: string): Promise<void> =>
  asOwner(served.url, async (owner) => {
    await sql`alter table journal disable trigger user; alter table turns disable trigger user`.execute(owner);
    for (const list of LISTS) await sql`delete from ${sql.table(list)} where account_id = ${id}`.execute(owner);
    await sql`delete from texts where debtor_id = ${`D-${id}`}`.execute(owner);
    await sql`delete from claims where starts_with(attempt_id, ${id})`.execute(owner);
    await sql`delete from accounts where id = ${id}`.execute(owner);
    await sql`alter table journal enable trigger user; alter table turns enable trigger user`.execute(owner);
  });
const isListed = async (id: string): Promise<boolean> => {
  const query = `WorkflowId = 'account-${id}'`;
  return (await served.temporal.workflow.count(query)).count > 0;
};

test('an account that was removed from every list still has its workflow, and that is found [AUDIT]', async () => {
  // Due so late that nobody writes to it before it is removed.
  const gone = await served.open('gone', '2026-12-01');
  await until(() => isListed(gone));
  await until(() => isListed(kept));
  await served.temporal.workflow.getHandle(`account-${gone}`).terminate();
  expect(await beside(temporal)).toEqual([]);
  await remove(gone);
  expect(await beside(temporal)).toEqual([
    `${gone} accountIsMissing: Temporal has a workflow about an account that has no row of its own`,
  ]);
  expect(await beside(null)).toEqual([]);
}, 60_000);

test('where Temporal ends in the midst of it, what it has was not checked', async () => {
  expect(await beside('127.0.0.1:1')).toEqual([expect.stringMatching(/^- checkFailed: /)]);
}, 60_000);

describe('an audit of no account at all', () => {
  const audit = (...args: string[]) => arrearsWith(served.environment)('audit', '--since', '2099-01-01', ...args);

  test('has passed nothing, and says so [AUDIT]', async () => {
    const ended = await audit();
    expect(ended.stdout).toContain('Nothing was audited: no account was chosen.');
    expect(ended.stdout).not.toContain('Clean');
    expect(ended.code).toBe(6);
  }, 120_000);

  test('a page that cannot be written takes no result with it', async () => {
    const page = join(served.environment.ARREARS_OUTBOX, 'nowhere', 'audit.html');
    const ended = await audit('--json', '--html', page);
    expect(jsonOf(ended)).toMatchObject({ verdict: 'notChecked', accounts: { accounts: 0 } });
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(page) });
  }, 120_000);

  test('is broken where something beside the accounts is', () => {
    const tally = new Tally();
    const broken: Finding = { check: 'journal', accountId: '-', kind: 'broken', what: 'rowOfNobody', says: '' };
    expect(tally.end().verdict).toBe('notChecked');
    tally.addBeside([broken]);
    expect(tally.end().verdict).toBe('broken');
  });
});

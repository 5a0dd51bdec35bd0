import type { PolicyInForce } from '../../domain/policy';
import { windClock } from '../../storage/rehearsalClock';
import { startApiProcess, type ApiProcess } from '../api/apiProcess';
import { callerOf, type Person } from '../api/client';
import { MASTER_KEY } from '../cli/runArrears';
import { handedOver } from '../storage/handedOver';
import { ms, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { anotherVersion, closesAt, learnt } from './versions';

let stored: StoredWorld;
let api: ApiProcess;
let supervisor: Person;
let from: PolicyInForce;
let to: PolicyInForce;

/** One debtor who had the first word at 19:00; the other version is loaded when the API already runs. */
beforeAll(async () => {
  stored = await storedWorld();
  await windClock(stored.db, ms('2026-03-02T20:00:00+08:00'), 0.001);
  stored.setTime('2026-03-02T19:00:00+08:00');
  await stored.begin('A-19');
  await stored.liveOn('A-19', '2026-03-02T19:00:00+08:00');
  api = await startApiProcess(stored.url, { ARREARS_MASTER_KEY: MASTER_KEY });
  supervisor = callerOf(api.url, 'supervisor');
  from = stored.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  to = await anotherVersion(stored.db, 'narrower', closesAt('18:00'));
});
afterAll(async () => {
  await api?.stop();
  await stored.drop();
});

const TW = '/policies/tw-bank-card';
const narrower = { to: 'narrower' };

test.each(['operations', 'legal', 'auditor', 'system'])(
  '%s may not look at, order or take back an adoption',
  async (role) => {
    const other = callerOf(api.url, role);
    const answers = await Promise.all([
      other.post(`${TW}/dry-runs`, narrower),
      other.post(`${TW}/adoptions`, narrower),
      other.post('/adoptions/some/rollback', {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  },
);

test('versions and adoptions that nobody knows, and what nobody has looked at, are refused with a reason', async () => {
  const codeOf = async (path: string, body: object) => {
    const { status, body: problem } = await supervisor.post(path, body);
    return [status, problem['code']];
  };
  expect(await codeOf(`${TW}/dry-runs`, { to: 'none' })).toEqual([404, 'noSuchVersion']);
  expect(await codeOf('/policies/none/dry-runs', narrower)).toEqual([404, 'noSuchVersion']);
  expect(await codeOf(`${TW}/dry-runs`, { to: from.hash })).toEqual([409, 'sameVersion']);
  expect(await codeOf(`${TW}/adoptions`, narrower)).toEqual([409, 'noDryRun']);
  expect(await codeOf(`${TW}/adoptions`, { ...narrower, perSecond: 1001 })).toEqual([400, 'requestIsNotValid']);
  expect(await codeOf(`${TW}/adoptions`, { ...narrower, perSecond: 0 })).toEqual([400, 'requestIsNotValid']);
  expect(await codeOf('/adoptions/none/rollback', {})).toEqual([404, 'noSuchAdoption']);
});

test('a supervisor looks, adopts, sees how far it is, and takes it back', async () => {
  const looked = await supervisor.post(`${TW}/dry-runs`, narrower);
  expect(looked).toMatchObject({ status: 200 });
  expect(looked.body).toMatchObject({
    from: from.hash,
    to: to.hash,
    figures: { accounts: 1, contactsChanged: [{ was: 'made', wouldBe: 'deferred', rule: 'HOURS', count: 1 }] },
    examples: [
      {
        kind: 'contact',
        accountId: 'A-19',
        at: '2026-03-02T11:00:00.000Z',
        wouldBe: { until: '2026-03-02T23:00:00.000Z' },
      },
      { kind: 'next', accountId: 'A-19' },
    ],
  });

  const adopted = await supervisor.post(`${TW}/adoptions`, { ...narrower, perSecond: 5 }, 'adopt-once');
  expect(adopted).toMatchObject({ status: 200, body: { ordered: 1, isFinished: true } });
  expect(await supervisor.post(`${TW}/adoptions`, { ...narrower, perSecond: 5 }, 'adopt-once')).toEqual(adopted);
  await learnt(stored.world.policies, to.hash);
  await stored.takeTurn('A-19');
  const id = String(adopted.body['adoptionId']);
  // Its version is in force by now: the same request, sent again, goes on with whoever came under the old one meanwhile.
  await stored.take([handedOver('A-late')]);
  expect(await supervisor.post(`${TW}/adoptions`, { ...narrower, perSecond: 5 })).toMatchObject({
    status: 200,
    body: { adoptionId: id, ordered: 1 },
  });
  await stored.takeTurn('A-late');
  const seen = await callerOf(api.url, 'auditor').get('/adoptions?policyId=tw-bank-card');
  expect(seen.body['adoptions']).toMatchObject([
    { id, fromHash: from.hash, toHash: to.hash, by: 'supervisor-1', perSecond: 5, accounts: 2, heard: 2, waiting: 0 },
  ]);

  expect(await supervisor.post(`/adoptions/${id}/rollback`, {})).toMatchObject({ status: 200, body: { ordered: 2 } });
  expect((await supervisor.post(`/adoptions/${id}-rollback/rollback`, {})).body).toMatchObject({ code: 'isRollback' });
});

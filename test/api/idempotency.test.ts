import type { FreshDatabase } from '../setup/freshDatabase';
import { tokenOf, type ApiProcess } from './apiProcess';
import { eveningApi, type EveningApi } from './eveningApi';
import { accountOf, answered, NAME, newId, paymentOf, PHONE, type Person } from './client';

let service: EveningApi;
let database: FreshDatabase;
let api: ApiProcess;
let bank: Person;
beforeAll(async () => {
  service = await eveningApi();
  ({ database, api, bank } = service);
});
afterAll(() => service?.stop());

const factsOf = (externalId: string) =>
  database.db.selectFrom('inbox').select('body').where('external_id', '=', externalId).execute();

test('the same request sent again is answered the same, and counts once', async () => {
  const payment = paymentOf(newId());
  const first = await bank.post('/accounts/A/payments', payment, 'key-1');
  const again = await bank.post('/accounts/A/payments', payment, 'key-1');
  expect(first).toMatchObject({ status: 202, body: { outcome: 'added', matched: false } });
  expect([again.status, again.body]).toEqual([first.status, first.body]);
  expect(await factsOf(payment.paymentId)).toHaveLength(1);
});

test('a key that was used is refused for another body', async () => {
  const id = newId();
  await bank.post('/accounts/A/payments', paymentOf(id), 'key-2');
  const other = await bank.post('/accounts/A/payments', paymentOf(id, { amountMinor: '501' }), 'key-2');
  expect(other).toMatchObject({ status: 422, type: 'application/problem+json', body: { code: 'keyWasUsed' } });
});

test('ten at once are done once', async () => {
  const payment = paymentOf(newId());
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => bank.post('/accounts/A/payments', payment, 'key-3')),
  );
  const done = answers.filter(({ status }) => status === 202);
  expect(done.length).toBeGreaterThan(0);
  for (const { body } of done) expect(body).toEqual({ outcome: 'added', matched: false });
  for (const { status, body } of answers.filter((answer) => answer.status !== 202)) {
    expect([status, body['code']]).toEqual([409, 'requestIsRunning']);
  }
  expect(await factsOf(payment.paymentId)).toHaveLength(1);
});

test('a key belongs to its caller', async () => {
  const payment = paymentOf(newId());
  await bank.post('/accounts/A/payments', payment, 'key-4');
  const token = tokenOf(['system'], { sub: 'another-system' });
  const response = await fetch(`${api.url}/accounts/A/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'key-4', 'content-type': 'application/json' },
    body: JSON.stringify(paymentOf(newId())),
  });
  expect(await answered(response)).toMatchObject({ status: 202, body: { outcome: 'added' } });
});

test('a key belongs to its route: another account with the same body is another request', async () => {
  const [one, two] = [newId(), newId()];
  await bank.post(`/accounts/${one}/recall`, { because: 'other' }, 'key-5');
  await bank.post(`/accounts/${two}/recall`, { because: 'other' }, 'key-5');
  expect(await factsOf(two)).toHaveLength(1);
});

test('after a request that was wrong its key may be used for the corrected one', async () => {
  const id = newId();
  const wrong = await bank.post('/accounts/A/payments', paymentOf(id, { amountMinor: '-1' }), 'key-6');
  expect(wrong.status).toBe(400);
  expect((await bank.post('/accounts/A/payments', paymentOf(id), 'key-6')).status).toBe(202);
});

test('a conflict is not kept either', async () => {
  const id = newId();
  await bank.post('/accounts/A/payments', paymentOf(id));
  const conflict = await bank.post('/accounts/B/payments', paymentOf(id), 'key-7');
  expect(conflict).toMatchObject({ status: 409, body: { code: 'knownWithOtherContents' } });
  expect((await bank.post('/accounts/B/payments', paymentOf(newId()), 'key-7')).status).toBe(202);
});

test('a request whose process died is taken over, but only by the same body', async () => {
  const payment = paymentOf(newId());
  await bank.post('/accounts/A/payments', payment, 'key-8');
  const asIfRunningSince = (minutes: number) =>
    database.db
      .updateTable('idempotency_keys')
      .set({ status: null, answer: null, created_at: new Date(Date.now() - minutes * 60_000) })
      .where('key', '=', 'key-8')
      .execute();
  await asIfRunningSince(1);
  expect((await bank.post('/accounts/A/payments', payment, 'key-8')).body['code']).toBe('requestIsRunning');
  await asIfRunningSince(3);
  expect((await bank.post('/accounts/A/payments', paymentOf(newId()), 'key-8')).status).toBe(422);
  expect((await bank.post('/accounts/A/payments', payment, 'key-8')).body).toMatchObject({ outcome: 'repeated' });
});

test.each([
  ['no key', {}],
  ['a key with a space', { 'idempotency-key': 'two words' }],
  ['a key of 201 characters', { 'idempotency-key': 'x'.repeat(201) }],
])('%s is refused', async (_, headers) => {
  const response = await fetch(`${api.url}/accounts/A/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf(['system'])}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(paymentOf(newId())),
  });
  const { status, body } = await answered(response);
  expect([status, body['errors']]).toMatchObject([400, [{ path: 'idempotency-key' }]]);
});

test('what is kept about requests holds nothing personal [PRIVACY]', async () => {
  await bank.post('/accounts', accountOf(newId()));
  const rows = JSON.stringify(await database.db.selectFrom('idempotency_keys').selectAll().execute());
  expect(rows).not.toContain(NAME);
  expect(rows).not.toContain(PHONE);
});

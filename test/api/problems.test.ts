import { Client } from 'pg';
import { connect } from 'node:net';
import { once } from 'node:events';
import { eventually } from '../embedded/eventually';
import type { FreshDatabase } from '../setup/freshDatabase';
import { tokenOf, type ApiProcess } from './apiProcess';
import { eveningApi, type EveningApi } from './eveningApi';
import { accountOf, answered, NAME, newId, paymentOf, PHONE, type Answered, type Person } from './client';

let service: EveningApi;
let database: FreshDatabase;
let api: ApiProcess;
let supervisor: Person;
const seen: Answered[] = [];
beforeAll(async () => {
  service = await eveningApi({ ARREARS_LOG_LEVEL: 'debug' });
  ({ database, api, supervisor } = service);
});
afterAll(() => service?.stop());

/** Every answer of this file is looked through at its end. */
async function post(path: string, body: unknown): Promise<Answered> {
  const answer = await supervisor.post(path, body);
  seen.push(answer);
  return answer;
}

const shapeOf = (status: number, code: string) => ({
  status,
  type: 'application/problem+json',
  body: { type: `urn:arrears:problem:${code}`, title: expect.any(String), detail: expect.any(String), status, code },
});

test.each([
  ['a field that is missing', { name: undefined }, 'name'],
  ['a phone that is none', { mobile: `${PHONE}x` }, 'mobile'],
  ['a card number as account id', { accountId: '4111111111111111' }, 'accountId'],
  ['a national id as debtor id', { debtorId: 'A123456789' }, 'debtorId'],
  ['an amount that is a number', { feesMinor: 5 }, 'feesMinor'],
  ['arrears above the balance', { arrearsMinor: '9999999999' }, 'arrearsMinor'],
  ['a balance of nothing', { principalMinor: '0', interestMinor: '0', feesMinor: '0' }, 'principalMinor'],
  ['nobody to reach', { mobile: undefined }, 'mobile'],
  ['a line of an address that could be two', { address: [`${NAME}|1`] }, 'address.0'],
  ['a history that is too long', { repaymentHistory: Array.from({ length: 25 }, () => 1) }, 'repaymentHistory'],
  ['a field that nobody knows', { salary: 1 }, 'salary'],
  ['a policy that nobody knows', { policyId: 'mars' }, 'policyId'],
  ['another currency than the policy has', { currency: 'USD' }, 'policyId'],
  ['a product that the policy is not for', { product: 'instalment-loan' }, 'policyId'],
])('%s is a problem that names the field', async (_, change, path) => {
  const answer = await post('/accounts', accountOf(newId(), change));
  expect(answer).toMatchObject(shapeOf(400, 'requestIsNotValid'));
  expect(answer.body['errors']).toContainEqual({ path, message: expect.any(String) });
});

test('a field whose name could be a person is not repeated [PRIVACY]', async () => {
  const answer = await post('/accounts', { ...accountOf(newId()), [NAME]: PHONE, [PHONE]: NAME });
  expect(answer.body['errors']).toContainEqual({ path: '(not a field name)', message: 'is not known here' });
});

test('a body that is not JSON is 400', async () => {
  expect(await post('/accounts', `{"name":"${NAME}"`)).toMatchObject(shapeOf(400, 'bodyIsNotJson'));
});

test('a body of another type is 415', async () => {
  const response = await fetch(`${api.url}/accounts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf(['system'])}`, 'content-type': 'text/plain', 'idempotency-key': 'a' },
    body: NAME,
  });
  expect(await answered(response)).toMatchObject(shapeOf(415, 'contentTypeIsNotTaken'));
});

test('a body above one mebibyte is 413', async () => {
  const answer = await post('/accounts', accountOf(newId(), { name: 'x'.repeat(1024 * 1024) }));
  expect(answer).toMatchObject(shapeOf(413, 'bodyIsTooLarge'));
});

test.each(['/accounts/nobody', '/accounts/nobody/timeline'])('%s of an account nobody knows is 404', async (path) => {
  expect(await supervisor.get(path)).toMatchObject(shapeOf(404, 'noSuchAccount'));
});

test('a command to an account or referral that nobody knows is 404', async () => {
  expect(await post('/accounts/nobody/write-off', { because: 'x' })).toMatchObject(shapeOf(404, 'noSuchAccount'));
  expect(await post('/referrals/nobody/refusal', { because: 'x' })).toMatchObject(shapeOf(404, 'noSuchReferral'));
});

test.each(['/accounts?limit=201', '/accounts?limit=0', '/accounts?stage=moon', '/accounts?colour=red'])(
  'the question %s is 400',
  async (path) => {
    expect(await supervisor.get(path)).toMatchObject(shapeOf(400, 'requestIsNotValid'));
  },
);

test('an address that is badly encoded is 400 and not repeated', async () => {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.end(`GET /accounts/%zz${encodeURIComponent(NAME)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let text = '';
  socket.on('data', (data) => (text += data.toString()));
  await once(socket, 'close');
  expect(text).toContain('400 Bad Request');
  expect(text).toContain('addressIsNotValid');
  expect(text).not.toContain(encodeURIComponent(NAME));
});

test('free words where the journal keeps them for ever are refused [PRIVACY]', async () => {
  const answer = await post('/accounts/A/disputes', { disputeId: newId(), ground: `${NAME} says so` });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'ground' }] } });
});

test('an unexpected error is 500 with an instance that the log knows, and nothing else', async () => {
  const owner = new Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`alter table inbox add constraint planted check (external_id <> 'broken')`);
  await owner.end();
  const answer = await post('/accounts/A/disputes', { disputeId: 'broken', ground: 'amount' });
  expect(answer).toMatchObject(shapeOf(500, 'unexpected'));
  const instance = String(answer.body['instance']);
  expect(instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  // The log comes by another way than the answer.
  await eventually('the log knows it', async () => api.written().includes(instance), 10_000);
  expect(answer.text).not.toMatch(/constraint|planted|insert/i);
});

test('no name and no number in any error or log line [PRIVACY]', async () => {
  const id = newId();
  await post('/accounts', accountOf(id));
  await post('/accounts', accountOf(id, { name: `${NAME}乙`, feesMinor: '1' }));
  await post(`/accounts/${id}/disputes`, { disputeId: newId(), ground: 'amount', text: `${NAME} ${PHONE}` });
  await supervisor.get(`/accounts?after=${encodeURIComponent(NAME)}`);
  await supervisor.get(`/accounts/${encodeURIComponent(NAME)}`);
  await post('/accounts/A/payments', paymentOf(NAME));
  expect(seen.length).toBeGreaterThan(15);
  const isLogged = async () => api.written().includes('"route":"/accounts/:id/payments"');
  await eventually('the last request is logged', isLogged, 10_000);
  const everything = [api.written(), ...seen.map(({ text }) => text)].join('\n');
  for (const personal of [NAME, encodeURIComponent(NAME), PHONE, PHONE.slice(1)]) {
    expect(everything).not.toContain(personal);
  }
  expect(api.written()).toContain('"route":"/accounts/:id/disputes"');
});

import { createHmac } from 'node:crypto';
import type { FreshDatabase } from '../setup/freshDatabase';
import { publicUrl, smsAuthToken, startApiProcess, webhookSecret, type ApiProcess } from './apiProcess';
import { eveningApi, type EveningApi } from './eveningApi';
import { keepAttempt, keepLetter } from './rows';
import { answered, newId, type Person } from './client';

let service: EveningApi;
let database: FreshDatabase;
let api: ApiProcess;
let operations: Person;
let account: string;
beforeAll(async () => {
  service = await eveningApi();
  ({ database, api, operations } = service);
  account = await service.handedOver();
  await keepAttempt(database.db, { id: `${account}-2`, account_id: account, channel: 'sms' });
  await keepLetter(database.db, { register_number: `TWL-${account}`, account_id: account });
});
afterAll(() => service?.stop());

/** Signs as Twilio documents it: the address, then each field by name, under HMAC-SHA1. */
async function sms(reference: string, form: Record<string, string>, token = smsAuthToken, to = api.url) {
  const query = `/webhooks/sms?reference=${encodeURIComponent(reference)}`;
  const fields = Object.keys(form)
    .sort()
    .map((name) => name + form[name]);
  const signature = createHmac('sha1', token)
    .update(`${publicUrl}${query}${fields.join('')}`)
    .digest('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return answered(await fetch(to + query, { method: 'POST', headers, body: new URLSearchParams(form).toString() }));
}

/** Signs as Standard Webhooks say: id, time and body, under HMAC-SHA256. */
async function delivery(report: unknown, id = newId(), at = Date.now(), secret = webhookSecret) {
  const body = typeof report === 'string' ? report : JSON.stringify(report);
  const seconds = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature };
  const all = { 'content-type': 'application/json', ...headers };
  return answered(await fetch(`${api.url}/webhooks/deliveries`, { method: 'POST', headers: all, body }));
}

const factsOf = async (source: string, externalId: string) =>
  (
    await database.db
      .selectFrom('inbox')
      .select(['account_id', 'body'])
      .where('source', '=', source)
      .where('external_id', '=', externalId)
      .execute()
  ).map((row) => ({ account: row.account_id, ...(row.body as object) }));

test.each([
  ['sent', 'sent', ''],
  ['delivered', 'delivered', ''],
  ['undelivered', 'undelivered', 'twilio-30005'],
  ['failed', 'undelivered', 'twilio-30005'],
])('an SMS that was reported %s is a fact of its account', async (told, status, code) => {
  const sid = newId();
  const error = code === '' ? {} : { ErrorCode: '30005' };
  const answer = await sms(`${account}-2`, { MessageSid: sid, MessageStatus: told, ...error });
  expect(answer).toMatchObject({ status: 202, body: { outcome: 'added', matched: true } });
  expect(await factsOf('sms-report', `${sid} ${told}`)).toEqual([
    { account, type: 'DeliveryReported', attemptId: `${account}-2`, status, code, providerRef: sid },
  ]);
});

test('an SMS report that comes again counts once, and states on the way are ignored', async () => {
  const form = { MessageSid: newId(), MessageStatus: 'delivered' };
  await sms(`${account}-2`, form);
  expect((await sms(`${account}-2`, form)).body).toEqual({ outcome: 'repeated', matched: true });
  expect((await sms(`${account}-2`, { ...form, MessageStatus: 'queued' })).body).toMatchObject({ outcome: 'ignored' });
});

test('an SMS report that is not signed with our token is refused and leaves nothing', async () => {
  const form = { MessageSid: newId(), MessageStatus: 'delivered' };
  const answer = await sms(`${account}-2`, form, 'another-token');
  expect(answer).toMatchObject({ status: 401, body: { code: 'signatureIsWrong' } });
  const unsigned = await fetch(`${api.url}/webhooks/sms?reference=${account}-2`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  expect(unsigned.status).toBe(401);
  expect(await factsOf('sms-report', `${form.MessageSid} delivered`)).toEqual([]);
});

test('an SMS report about an attempt that nobody knows is taken, and a person can match it', async () => {
  const sid = newId();
  const answer = await sms('nobody-7', { MessageSid: sid, MessageStatus: 'delivered' });
  expect(answer).toMatchObject({ status: 202, body: { outcome: 'added', matched: false } });
  const { body } = await operations.get('/unmatched-facts');
  expect(body['facts']).toContainEqual(expect.objectContaining({ accountId: '?', externalId: `${sid} delivered` }));
});

test('a letter that was delivered and a message that was not are facts of their account', async () => {
  const id = newId();
  const letter = { kind: 'letter', registerNumber: `TWL-${account}`, status: 'delivered' };
  expect(await delivery(letter, id)).toMatchObject({ status: 202, body: { outcome: 'added', matched: true } });
  expect(await factsOf('webhook', id)).toEqual([
    { account, type: 'LetterTracked', registerNumber: `TWL-${account}`, status: 'delivered' },
  ]);
  const message = { kind: 'message', attemptId: `${account}-2`, status: 'undelivered', code: 'bounced' };
  const other = newId();
  await delivery(message, other);
  expect(await factsOf('webhook', other)).toEqual([
    {
      account,
      type: 'DeliveryReported',
      attemptId: `${account}-2`,
      status: 'undelivered',
      code: 'bounced',
      providerRef: '',
    },
  ]);
});

test.each([
  [{ status: 'mailed', mailNumber: 'RR123456785TW' }],
  [{ status: 'handedOver', by: 'visitor-7' }],
  [{ status: 'spoiled' }],
])('what the print house or the post says of a letter is a fact: %j [LETTER-REGISTERED]', async (said) => {
  const id = newId();
  const letter = { kind: 'letter', registerNumber: `TWL-${account}`, ...said };
  expect(await delivery(letter, id)).toMatchObject({ status: 202, body: { outcome: 'added', matched: true } });
  const { kind: _, ...tracked } = letter;
  expect(await factsOf('webhook', id)).toEqual([{ account, type: 'LetterTracked', ...tracked }]);
});

test.each([
  ['a letter that was mailed without a number', { status: 'mailed' }],
  ['a letter that nobody handed over', { status: 'handedOver' }],
  ['a letter that has a number only the post gives', { status: 'returned', mailNumber: 'RR1' }],
])('%s is 400', async (_, said) => {
  const letter = { kind: 'letter', registerNumber: `TWL-${account}`, ...said };
  expect(await delivery(letter)).toMatchObject({ status: 400, body: { code: 'requestIsNotValid' } });
});

test('a delivery report that is replayed within its five minutes counts once', async () => {
  const letter = { kind: 'letter', registerNumber: `TWL-${account}`, status: 'returned' };
  const id = newId();
  await delivery(letter, id);
  expect((await delivery(letter, id)).body).toEqual({ outcome: 'repeated', matched: true });
  expect((await delivery({ ...letter, status: 'delivered' }, id)).body).toEqual({ outcome: 'conflict', matched: true });
  expect(await factsOf('webhook', id)).toHaveLength(1);
});

test('a delivery report that is signed wrongly, too old or not at all is refused', async () => {
  const letter = { kind: 'letter', registerNumber: `TWL-${account}`, status: 'delivered' };
  const stranger = `whsec_${Buffer.from('somebody else entirely..').toString('base64')}`;
  const tenMinutesAgo = Date.now() - 600_000;
  for (const answer of [
    await delivery(letter, newId(), Date.now(), stranger),
    await delivery(letter, newId(), tenMinutesAgo),
    await answered(
      await fetch(`${api.url}/webhooks/deliveries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(letter),
      }),
    ),
  ]) {
    expect(answer).toMatchObject({ status: 401, body: { code: 'signatureIsWrong' } });
  }
});

test('a delivery report that is signed but malformed is 400, one about nothing we know is taken', async () => {
  expect(await delivery('{')).toMatchObject({ status: 400, body: { code: 'bodyIsNotJson' } });
  expect(await delivery({ kind: 'letter', registerNumber: 'x', status: 'eaten' })).toMatchObject({ status: 400 });
  const unknown = await delivery({ kind: 'letter', registerNumber: 'nobody-1', status: 'delivered' });
  expect(unknown).toMatchObject({ status: 202, body: { outcome: 'added', matched: false } });
});

test('a webhook whose secret is not set says so and asks to come again', async () => {
  const bare = await startApiProcess(database.url, { SMS_AUTH_TOKEN: '', ARREARS_WEBHOOK_SECRET: '' });
  try {
    const form = { MessageSid: newId(), MessageStatus: 'delivered' };
    const answer = await sms(`${account}-2`, form, smsAuthToken, bare.url);
    expect(answer).toMatchObject({ status: 503, body: { code: 'webhookIsNotSetUp' } });
  } finally {
    await bare.stop();
  }
});

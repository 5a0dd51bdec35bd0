import { eventually } from '../embedded/eventually';
import { tokenOf } from './apiProcess';
import { answered, callerOf, NAME, newId, PHONE, type Person } from './client';
import { replySms } from './replySms';
import { livingService, type LivingService, type Shown } from './livingService';

let service: LivingService;
let show: LivingService['show'];
let living: LivingService['living'];
let supervisor: Person;
let operations: Person;
let auditor: Person;
beforeAll(async () => {
  service = await livingService();
  ({ show, living } = service);
  const { url } = service.api;
  supervisor = callerOf(url, 'supervisor');
  operations = callerOf(url, 'operations');
  auditor = callerOf(url, 'auditor');
}, 120_000);
afterAll(() => service?.stop());

/** The call is made, and a week passes before anything else is due. */
const hasCalled = ({ waitsFor }: Shown): boolean => waitsFor === 'negotiation-email (email)';
const stateOf = async (id: string) => (await show(id)).state!;
const NOTHING = {};

type Timed = { type: string; event: Record<string, unknown>; text: string | null };
const timeline = async (id: string, person = supervisor) =>
  (await person.get(`/accounts/${id}/timeline?limit=200`)).body['events'] as Timed[];
const sentTexts = async (id: string) =>
  (await timeline(id)).filter(({ type }) => type === 'ContactReserved').map(({ text }) => text ?? '');

type Escalation = { accountId: string; escalationId: string; kind: string; ref: string };
const escalationsOf = async (id: string) =>
  (await auditor.get(`/escalations?accountId=${id}`)).body['escalations'] as Escalation[];

const write = (id: string, text: string, person = operations, channel = 'sms') =>
  person.post(`/accounts/${id}/messages`, { channel, text });
const THREAT = '再不還錢就等著坐牢';
const KIND_WORDS = '方便時請回電，謝謝';

/** A message that waits for a supervisor. */
async function heldMessage(id: string, person = operations): Promise<string> {
  const { status, body } = await write(id, THREAT, person);
  expect([status, body['isHeld']]).toEqual([200, true]);
  return String(body['messageId']);
}

test('words without a forbidden one go out within the approved template, once for the same request [CONDUCT] [TEMPLATE]', async () => {
  const id = await living(hasCalled);
  const body = { channel: 'sms', text: KIND_WORDS };
  const answer = await operations.post(`/accounts/${id}/messages`, body, `words-${id}`);
  expect(answer).toMatchObject({ status: 200, body: { outcome: 'accepted', isHeld: false, forbiddenWords: [] } });
  expect(await operations.post(`/accounts/${id}/messages`, body, `words-${id}`)).toEqual(answer);
  await eventually('it is sent', async () => (await sentTexts(id)).some((text) => text.includes(KIND_WORDS)), 20_000);
  const requested = (await timeline(id)).filter(({ type }) => type === 'MessageRequested');
  expect(requested).toMatchObject([{ text: KIND_WORDS, event: { findings: [], by: 'operations-1' } }]);
  expect(JSON.stringify(await timeline(id, auditor))).not.toContain(KIND_WORDS);
  expect(await escalationsOf(id)).toEqual([]);
});

test('a forbidden word holds a message until a supervisor approves it, and it is then sent [CONDUCT]', async () => {
  const id = await living(hasCalled);
  const { status, body } = await write(id, THREAT);
  expect([status, body]).toMatchObject([200, { isHeld: true, forbiddenWords: ['坐牢'] }]);
  const messageId = String(body['messageId']);
  expect((await stateOf(id)).messages).toEqual([{ messageId, channel: 'sms', state: 'held' }]);
  expect(await escalationsOf(id)).toMatchObject([{ kind: 'messageIsHeld', ref: messageId }]);
  expect((await sentTexts(id)).join()).not.toContain(THREAT);

  const approval = `/accounts/${id}/messages/${messageId}/approval`;
  expect(await supervisor.post(approval, NOTHING)).toMatchObject({ status: 200, body: { outcome: 'accepted' } });
  await eventually('it is sent', async () => (await sentTexts(id)).some((text) => text.includes(THREAT)), 20_000);
  expect(await escalationsOf(id)).toEqual([]);
  const again = await supervisor.post(approval, NOTHING);
  expect(again).toMatchObject({ status: 409, body: { code: 'messageIsNotHeld' } });
});

test('a message that is rejected is never sent [CONDUCT]', async () => {
  const id = await living(hasCalled);
  const messageId = await heldMessage(id);
  const path = `/accounts/${id}/messages/${messageId}/rejection`;
  expect(await supervisor.post(path, {})).toMatchObject({ status: 400, body: { errors: [{ path: 'because' }] } });
  expect((await supervisor.post(path, { because: 'threat' })).status).toBe(200);
  expect(await stateOf(id)).toMatchObject({ messages: [], escalations: [] });
  expect((await sentTexts(id)).join()).not.toContain(THREAT);
});

test('nobody judges words of their own, whichever role they have [CONDUCT]', async () => {
  const id = await living(hasCalled);
  const messageId = await heldMessage(id, supervisor);
  const path = `/accounts/${id}/messages/${messageId}`;
  for (const own of [
    await supervisor.post(`${path}/approval`, NOTHING),
    await supervisor.post(`${path}/rejection`, { because: 'mine' }),
  ]) {
    expect(own).toMatchObject({ status: 409, body: { code: 'authorMayNotJudge' } });
  }
  expect((await stateOf(id)).messages).toMatchObject([{ messageId, state: 'held' }]);
  const second = tokenOf(['supervisor'], { sub: 'supervisor-2' });
  const other = await answered(
    await fetch(`${service.api.url}${path}/approval`, {
      method: 'POST',
      headers: { authorization: `Bearer ${second}`, 'idempotency-key': newId(), 'content-type': 'application/json' },
      body: '{}',
    }),
  );
  expect(other.status).toBe(200);
});

test('a message is not judged that does not exist, nor written on a channel that the debtor wants no more [CONSENT]', async () => {
  const id = await living(hasCalled);
  const nothing = await supervisor.post(`/accounts/${id}/messages/nothing/approval`, NOTHING);
  expect(nothing).toMatchObject({ status: 409, body: { code: 'messageIsNotHeld' } });
  const nobody = await write('nobody', KIND_WORDS);
  expect(nobody).toMatchObject({ status: 404, body: { code: 'noSuchAccount' } });
  await operations.post(`/accounts/${id}/opt-outs`, { ref: newId(), channel: 'sms' });
  expect(await write(id, KIND_WORDS)).toMatchObject({ status: 409, body: { code: 'channelIsOptedOut' } });
  expect((await stateOf(id))['optedOut']).toEqual(['sms']);
  expect(await write(id, KIND_WORDS, operations, 'letter')).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'channel' }] },
  });
  expect(await write(id, '')).toMatchObject({ status: 400, body: { errors: [{ path: 'text' }] } });
  expect(await write(id, 'x'.repeat(1001))).toMatchObject({ status: 400, body: { errors: [{ path: 'text' }] } });
});

test('a vulnerable debtor is left alone until a supervisor sets terms; what waits for a person is listed and settled [VULNERABLE]', async () => {
  const id = await living(hasCalled);
  const holdId = newId();
  const hold = { holdId, kind: 'vulnerability', provenance: 'relative', text: 'in hospital' };
  await operations.post(`/accounts/${id}/holds`, hold);
  await eventually('a supervisor is asked for terms', async () => (await escalationsOf(id)).length > 0, 20_000);
  const [escalation] = await escalationsOf(id);
  expect(escalation).toMatchObject({ kind: 'termsAreMissing', ref: holdId, escalationId: `termsAreMissing:${holdId}` });
  expect((await stateOf(id)).holds).toEqual([
    {
      kind: 'vulnerability',
      ref: holdId,
      since: expect.any(String),
      provenance: 'relative',
      by: 'operations-1',
      reviewOn: null,
      terms: null,
      suspends: true,
    },
  ]);

  const path = `/accounts/${id}/escalations/${encodeURIComponent(escalation!.escalationId)}/settlement`;
  expect((await supervisor.post(path, { because: 'terms-tomorrow' })).status).toBe(200);
  expect(await escalationsOf(id)).toEqual([]);
  expect(await supervisor.post(path, { because: 'terms-tomorrow' })).toMatchObject({
    status: 409,
    body: { code: 'noSuchEscalation' },
  });

  const terms = { hours: { from: '10:00', to: '12:00' }, channels: ['letter'] };
  await supervisor.post(`/accounts/${id}/holds/${holdId}/terms`, { ...terms, reviewOn: '2026-03-20' });
  const held = async () => (await stateOf(id)).holds[0];
  await eventually('the terms are heard', async () => (await held())?.['suspends'] === false, 20_000);
  expect(await held()).toMatchObject({ terms, reviewOn: '2026-03-20' });
  expect(await callOf(id)).toMatchObject({ mayBeMade: false, because: 'termsForbidCalls', name: null });

  await supervisor.post(`/accounts/${id}/holds/${holdId}/end`, { because: 'recovered' });
  await eventually('the hold has ended', async () => (await stateOf(id)).holds.length === 0, 20_000);
});

const callOf = async (id: string, person = operations) =>
  ((await person.get('/calls?limit=200')).body['calls'] as Record<string, unknown>[]).find(
    (call) => call['accountId'] === id,
  );

test('until the debtor has proved who they are, a caller is told to ask for that alone [IDENTITY]', async () => {
  const id = await living(hasCalled);
  expect(await callOf(id)).toMatchObject({
    script: 'identity-check',
    identityToBeVerified: true,
    isThirdParty: false,
    mayBeMade: true,
    name: NAME,
    contactPoint: { kind: 'mobile', value: PHONE },
  });
  // The debtor calls meanwhile, and is verified: the call that waits need not ask again.
  const result = { callId: newId(), result: 'rightParty', identityVerified: true, attitude: 'willing' };
  await operations.post(`/accounts/${id}/call-results`, result);
  expect(await callOf(id)).toMatchObject({ identityToBeVerified: false });
  const isVerified = async () => (await stateOf(id))['identityVerifiedAt'] !== null;
  await eventually('the identity is known', isVerified, 20_000);
});

test('an SMS that says STOP silences SMS for both accounts of the debtor; any other calls for a person [CONSENT]', async () => {
  const [debtorId, mobile] = [newId(), '+886912345991'];
  const ids = [await living(hasCalled, { debtorId, mobile })];
  ids.push(await living(({ version }) => version > 0, { debtorId, mobile }));
  await replySms(service.api.url, mobile, '退訂');
  for (const id of ids) {
    const isSilent = async () => JSON.stringify((await stateOf(id))['optedOut']) === '["sms"]';
    await eventually('the account knows', isSilent, 20_000);
    expect(await write(id, KIND_WORDS)).toMatchObject({ status: 409, body: { code: 'channelIsOptedOut' } });
  }
  await replySms(service.api.url, mobile, '請寄帳單給我');
  const asked = async () => (await Promise.all(ids.map(escalationsOf))).flat();
  await eventually('a person is asked to read it', async () => (await asked()).length > 0, 20_000);
  expect(await asked()).toMatchObject([{ kind: 'debtorReplied' }]);
  const [{ accountId }] = (await asked()) as [Escalation];
  const received = (await timeline(accountId)).find(({ type }) => type === 'ReplyReceived');
  expect(received?.text).toBe('請寄帳單給我');
});

test('a call is not made any more once the debtor wants no calls, heard by a turn or not yet [CONSENT]', async () => {
  const id = await living(hasCalled);
  await operations.post(`/accounts/${id}/opt-outs`, { ref: newId(), channel: 'call' });
  expect(await callOf(id)).toMatchObject({ mayBeMade: false, because: 'debtorOptedOut', name: null });
});

test('instalments that are agreed suspend collection, and are shown with what was paid [ARRANGEMENT]', async () => {
  const id = await living(hasCalled);
  const path = `/accounts/${id}/arrangements`;
  const instalments = [
    { dueOn: '2026-03-15', amountMinor: '500000' },
    { dueOn: '2026-04-15', amountMinor: '550000' },
  ];
  const tooMuch = await operations.post(path, {
    instalments: [instalments[0], { dueOn: '2026-04-15', amountMinor: '550001' }],
    method: 'transfer',
  });
  expect(tooMuch).toMatchObject({ status: 409, body: { code: 'arrangementExceedsBalance' } });
  expect((await operations.post(path, { instalments, method: 'transfer' })).status).toBe(200);
  expect(await stateOf(id)).toMatchObject({
    arrangement: { instalments, paidMinor: '0' },
    holds: [{ kind: 'arrangement', by: 'operations-1' }],
  });
  const second = await operations.post(path, { instalments, method: 'transfer' });
  expect(second).toMatchObject({ status: 409, body: { code: 'arrangementIsOpen' } });
});

test.each([
  ['no instalment', { instalments: [], method: 'transfer' }, 'instalments'],
  [
    'an instalment of nothing',
    { instalments: [{ dueOn: '2026-03-15', amountMinor: '0' }], method: 'transfer' },
    'instalments.0.amountMinor',
  ],
  ['no method', { instalments: [{ dueOn: '2026-03-15', amountMinor: '1' }] }, 'method'],
])('an arrangement with %s is a problem that names the field', async (_, body, path) => {
  expect(await operations.post('/accounts/A/arrangements', body)).toMatchObject({
    status: 400,
    body: { errors: [{ path }] },
  });
});

test('a letter for a visit is issued, also for a small balance, and its number is handed over [LETTER-MIN] [LETTER-REGISTERED]', async () => {
  const small = { principalMinor: '200000', interestMinor: '0', feesMinor: '0', arrearsMinor: '100000' };
  const id = await living(hasCalled, { ...small, address: ['台北市', '測試路 1 號'] });
  const path = `/accounts/${id}/letters-by-hand`;
  const unknown = await operations.post(path, { rung: 'love-letter' });
  expect(unknown).toMatchObject({ status: 409, body: { code: 'noSuchLetter' } });
  expect((await operations.post(path, { rung: 'demand-letter' })).status).toBe(200);
  const letter = async () => (await stateOf(id)).letters[0];
  await eventually('it is printed', async () => (await letter())?.state === 'printed', 30_000);

  const { registerNumber } = (await letter())!;
  const tracking = `/letters/${registerNumber}/tracking`;
  expect(await operations.post(tracking, { status: 'handedOver' })).toMatchObject({ body: { outcome: 'added' } });
  expect(await operations.post(tracking, { status: 'handedOver' })).toMatchObject({ body: { outcome: 'repeated' } });
  await eventually('it is handed over', async () => (await letter())?.state === 'handedOver', 20_000);
  const handed = (await timeline(id)).find(({ type }) => type === 'LetterHandedOver');
  expect(handed?.event).toMatchObject({ registerNumber, by: 'operations-1' });
  const [series] = registerNumber.split('-');
  const register = (await auditor.get(`/letters/register?series=${series}`)).body;
  expect(register).toMatchObject({
    gaps: [],
    strays: [],
    entries: [{ state: 'handedOver', accountId: id, byHand: true }],
  });
});

test.each([
  ['mailed without the number of the post', { status: 'mailed' }, 'mailNumber'],
  ['eaten', { status: 'eaten' }, 'status'],
])('a letter that was %s is a problem that names the field', async (_, body, path) => {
  const answer = await operations.post('/letters/TWL-000001/tracking', body);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('a letter that the register does not know is 404', async () => {
  const answer = await operations.post('/letters/TWL-999999/tracking', { status: 'delivered' });
  expect(answer).toMatchObject({ status: 404, body: { code: 'noSuchLetter' } });
});

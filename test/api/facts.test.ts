import type { FreshDatabase } from '../setup/freshDatabase';
import { eveningApi, type EveningApi } from './eveningApi';
import { keepLetter } from './rows';
import { accountOf, NAME, newId, paymentOf, PHONE, type Person } from './client';

let service: EveningApi;
let database: FreshDatabase;
let bank: Person;
let operations: Person;
let legal: Person;
let handedOver: EveningApi['handedOver'];
let inboxOf: EveningApi['inboxOf'];
beforeAll(async () => {
  service = await eveningApi();
  ({ database, bank, operations, legal, handedOver, inboxOf } = service);
});
afterAll(() => service?.stop());

const ADDED = { status: 202, body: { outcome: 'added', matched: true } };

test('an account that is handed over is stored as from a file, and its person apart [PRIVACY]', async () => {
  const id = await handedOver({
    nationalId: 'A000000004',
    address: ['台北市', '測試路 1 號'],
    repaymentHistory: [2, 1, 0, -1],
    overdueReason: 'illness',
    hasAssets: true,
    creditLimitMinor: '5000000',
  });
  const [fact] = await inboxOf(id);
  expect(fact).toMatchObject({
    type: 'AccountHandedOver',
    balance: { fees: '30000', interest: '20000', principal: '1000000' },
    contactPoints: [{ kind: 'mobile' }, { kind: 'address' }],
    repaymentHistory: [2, 1, 0, -1],
    overdueReason: 'illness',
    hasAssets: true,
    policyHash: database.packs.find(({ policy }) => policy.id === 'tw-bank-card')?.hash,
    from: `hand-over ${id}`,
  });
  expect(JSON.stringify(fact)).not.toContain(NAME);
  expect((await operations.get(`/accounts/${id}`)).body).toMatchObject({
    status: 'handedOver',
    messagesWaiting: 1,
    state: null,
  });
});

test('an account is handed over once, and other figures for it change nothing', async () => {
  const id = await handedOver();
  expect((await bank.post('/accounts', accountOf(id))).body).toEqual({ outcome: 'repeated', matched: true });
  const email = 'other@example.invalid';
  const conflict = await bank.post('/accounts', accountOf(id, { feesMinor: '30001', email }));
  expect(conflict).toMatchObject({ status: 409, body: { code: 'knownWithOtherContents' } });
  const points = await database.db
    .selectFrom('contact_points')
    .select('kind')
    .where('debtor_id', '=', `D-${id}`)
    .execute();
  expect(points).toEqual([{ kind: 'mobile' }]);
});

test('each kind of fact is kept under its own id', async () => {
  const id = await handedOver();
  const [a, b] = [newId(), newId()];
  const path = `/accounts/${id}`;
  expect(await bank.post(`${path}/payments`, paymentOf(a))).toMatchObject(ADDED);
  expect(await operations.post(`${path}/disputes`, { disputeId: a, ground: 'amount' })).toMatchObject(ADDED);
  expect(await operations.post(`${path}/fraud-claims`, { claimId: b })).toMatchObject(ADDED);
  expect(await operations.post(`${path}/fraud-claims/statement`, { claimId: b })).toMatchObject(ADDED);
  const decision = { claimId: b, confirmed: true, decidedOn: '2026-03-02' };
  expect(await bank.post(`${path}/fraud-claims/decision`, decision)).toMatchObject(ADDED);
  expect(await operations.post(`${path}/call-results`, { callId: a, result: 'noAnswer' })).toMatchObject(ADDED);
  const outcome = { outcomeId: a, referralId: 'R-1', outcome: 'suitFiled' };
  expect(await legal.post(`${path}/legal-outcomes`, outcome)).toMatchObject(ADDED);
  expect(await bank.post(`${path}/recall`, { because: 'soldByBank' })).toMatchObject(ADDED);
  expect((await inboxOf(id)).slice(1)).toEqual([
    {
      type: 'PaymentReported',
      paymentId: a,
      amountMinor: '500',
      currency: 'TWD',
      paidAt: Date.parse('2026-02-01T10:00:00+08:00'),
      method: 'other',
      from: `payments ${a}`,
    },
    { type: 'DisputeReported', disputeId: a, ground: 'amount', textId: null, from: `disputes ${a}` },
    { type: 'FraudClaimReported', claimId: b, textId: null, from: `fraud-claims ${b}` },
    { type: 'FraudStatementArrived', claimId: b, from: `fraud-statements ${b}` },
    { type: 'FraudDecisionReported', ...decision, from: `fraud-decisions ${b}` },
    {
      type: 'CallResultReported',
      attemptId: null,
      result: 'noAnswer',
      textId: null,
      by: 'operations-1',
      attitude: null,
      recordingRef: null,
      identityVerified: false,
      from: `calls ${a}`,
    },
    { type: 'LegalOutcomeReported', referralId: 'R-1', outcome: 'suitFiled', from: `legal-outcomes ${a}` },
    { type: 'RecallReported', because: 'soldByBank', from: `recalls ${id}` },
  ]);
});

test('a fact that is sent twice counts once, under any key; with other contents it is a conflict', async () => {
  const id = await handedOver();
  const payment = paymentOf(newId());
  await bank.post(`/accounts/${id}/payments`, payment);
  expect((await bank.post(`/accounts/${id}/payments`, payment)).body).toEqual({ outcome: 'repeated', matched: true });
  const conflict = await bank.post(`/accounts/${id}/payments`, { ...payment, amountMinor: '1' });
  expect(conflict).toMatchObject({ status: 409, body: { code: 'knownWithOtherContents' } });
});

test('free text is sealed, and the fact refers to it by an id that tells nothing [PRIVACY]', async () => {
  const id = await handedOver();
  const text = `${NAME} never bought that; call ${PHONE}`;
  const dispute = { disputeId: newId(), ground: 'spending', text };
  expect((await operations.post(`/accounts/${id}/disputes`, dispute)).body).toEqual({ ...ADDED.body, textKept: true });
  expect((await operations.post(`/accounts/${id}/disputes`, dispute)).body).toMatchObject({ outcome: 'repeated' });
  const other = await operations.post(`/accounts/${id}/disputes`, { ...dispute, text: 'something else' });
  expect(other.status).toBe(409);
  const { textId } = (await inboxOf(id))[1] as unknown as { textId: string };
  expect(textId).toMatch(/^text-[0-9a-f]{32}$/);
  const { content } = await database.db
    .selectFrom('texts')
    .select('content')
    .where('id', '=', textId)
    .executeTakeFirstOrThrow();
  expect(content.includes(NAME)).toBe(false);
});

test('a call result for an attempt that this account never made is refused', async () => {
  const id = await handedOver();
  const result = { callId: newId(), attemptId: 'somebody-elses-1', result: 'rightParty' };
  const { status, body } = await operations.post(`/accounts/${id}/call-results`, result);
  expect([status, body['errors']]).toMatchObject([400, [{ path: 'attemptId' }]]);
});

test('a bank decides no claim on a day that has not begun anywhere on earth [FRAUD]', async () => {
  const id = await handedOver();
  const decide = (decidedOn: string) =>
    bank.post(`/accounts/${id}/fraud-claims/decision`, { claimId: newId(), confirmed: true, decidedOn });
  // It is ten in the morning in Greenwich, and the third of March has just begun on Kiritimati.
  expect(await decide('2026-03-03')).toMatchObject(ADDED);
  expect(await decide('2026-03-04')).toMatchObject({ status: 400, body: { errors: [{ path: 'decidedOn' }] } });
});

test('what becomes of a letter is a fact of its account, once for each state [LETTER-REGISTERED]', async () => {
  const id = await handedOver();
  const registerNumber = `TWL-${id}`;
  await keepLetter(database.db, { register_number: registerNumber, account_id: id });
  const path = `/letters/${registerNumber}/tracking`;
  const mailed = { status: 'mailed', mailNumber: 'RR123456785TW' };
  expect(await operations.post(path, mailed)).toMatchObject(ADDED);
  expect((await operations.post(path, mailed)).body).toMatchObject({ outcome: 'repeated' });
  expect((await operations.post(path, { ...mailed, mailNumber: 'RR2' })).status).toBe(409);
  for (const status of ['handedOver', 'delivered', 'returned', 'spoiled'])
    expect(await operations.post(path, { status })).toMatchObject(ADDED);
  const head = { type: 'LetterTracked', registerNumber };
  const from = (status: string) => `letter-tracking ${registerNumber} ${status}`;
  expect((await inboxOf(id)).slice(1)).toEqual([
    { ...head, ...mailed, from: from('mailed') },
    { ...head, status: 'handedOver', by: 'operations-1', from: from('handedOver') },
    { ...head, status: 'delivered', from: from('delivered') },
    { ...head, status: 'returned', from: from('returned') },
    { ...head, status: 'spoiled', from: from('spoiled') },
  ]);
});

test('what is said of a call is recorded with who called, how it was taken, and the recording [RECORD] [IDENTITY]', async () => {
  const id = await handedOver();
  const callId = newId();
  const record = { attitude: 'willing', recordingRef: 'rec/2026-03-02/7', identityVerified: true };
  const result = { callId, result: 'rightParty', ...record };
  expect(await operations.post(`/accounts/${id}/call-results`, result)).toMatchObject(ADDED);
  expect((await inboxOf(id))[1]).toMatchObject({ ...record, result: 'rightParty', by: 'operations-1' });
});

test.each([
  ['an identity that a third party verified', { result: 'thirdParty', identityVerified: true }, 'identityVerified'],
  ['an attitude that nobody has', { result: 'rightParty', attitude: 'sleepy' }, 'attitude'],
  ['a recording named by a sentence', { result: 'rightParty', recordingRef: 'on my desk' }, 'recordingRef'],
  ['a result that no call has', { result: 'fled' }, 'result'],
])('%s is a problem that names the field', async (_, changes, path) => {
  const answer = await operations.post('/accounts/A/call-results', { callId: newId(), ...changes });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('facts about an account that nobody handed over are kept, shown, and match by themselves later', async () => {
  const id = newId();
  const payment = paymentOf(newId());
  const kept = await bank.post(`/accounts/${id}/payments`, payment);
  expect(kept).toMatchObject({ status: 202, body: { outcome: 'added', matched: false } });
  const dispute = { disputeId: newId(), ground: 'amount', text: 'words' };
  const { body } = await operations.post(`/accounts/${id}/disputes`, dispute);
  expect(body).toEqual({ outcome: 'added', matched: false, textKept: false });
  expect(await unmatchedOf(id)).toMatchObject([{ type: 'PaymentReported' }, { type: 'DisputeReported' }]);
  await bank.post('/accounts', accountOf(id));
  expect(await unmatchedOf(id)).toEqual([]);
});

test('a person says which account an unmatched fact belongs to, once', async () => {
  const [wrong, right] = [newId(), await handedOver()];
  await bank.post(`/accounts/${wrong}/payments`, paymentOf(newId()));
  const [fact] = await unmatchedOf(wrong);
  const path = `/unmatched-facts/${fact?.id}/match`;
  expect(await operations.post(path, { accountId: newId() })).toMatchObject({
    status: 409,
    body: { code: 'noSuchAccount' },
  });
  expect(await operations.post(path, { accountId: right })).toMatchObject({
    status: 200,
    body: { outcome: 'matched' },
  });
  expect(await inboxOf(right)).toHaveLength(2);
  const again = await operations.post(path, { accountId: right });
  expect(again).toMatchObject({ status: 404, body: { code: 'noSuchUnmatchedFact' } });
});

async function unmatchedOf(accountId: string) {
  const { body } = await operations.get('/unmatched-facts?limit=200');
  return (body['facts'] as { id: string; accountId: string; type: string }[]).filter(
    (fact) => fact.accountId === accountId,
  );
}

test('accounts are listed in pages that neither miss nor repeat one', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => handedOver()));
  const seen: string[] = [];
  let after = '';
  do {
    const { body } = await operations.get(`/accounts?status=handedOver&limit=2${after}`);
    seen.push(...(body['accounts'] as { id: string }[]).map((account) => account.id));
    after = body['next'] === null ? '' : `&after=${body['next'] as string}`;
  } while (after !== '');
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(ids));
  expect((await operations.get('/accounts?status=closed')).body).toEqual({ accounts: [], next: null });
});

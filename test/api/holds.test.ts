import { newId, type Person } from './client';
import { eveningApi, type EveningApi } from './eveningApi';

let service: EveningApi;
let operations: Person;
let supervisor: Person;
let handedOver: EveningApi['handedOver'];
let factsOf: EveningApi['factsOf'];
beforeAll(async () => {
  service = await eveningApi();
  ({ operations, supervisor, handedOver, factsOf } = service);
});
afterAll(() => service?.stop());

const ADDED = { status: 202, body: { outcome: 'added', matched: true } };
const REPEATED = { status: 202, body: { outcome: 'repeated', matched: true } };

const holdOf = (changes: object = {}) => ({
  holdId: newId(),
  kind: 'vulnerability',
  provenance: 'relative',
  ...changes,
});

/** An account with a hold of this kind that it has not heard of yet. */
async function heldAccount(kind: string): Promise<{ id: string; path: string }> {
  const id = await handedOver();
  const hold = holdOf({ kind });
  expect(await operations.post(`/accounts/${id}/holds`, hold)).toMatchObject(ADDED);
  return { id, path: `/accounts/${id}/holds/${hold.holdId}` };
}

test.each([
  ['vulnerability', 'VULNERABLE'],
  ['hardship', 'HARDSHIP'],
  ['complaint', 'COMPLAINT'],
  ['bankruptcy', 'BANKRUPTCY'],
  ['death', 'DEATH'],
])('a hold for %s is kept with who said so and who wrote it down [%s]', async (kind) => {
  const id = await handedOver();
  const hold = holdOf({ kind, reviewOn: '2026-03-20', text: 'the debtor is in hospital' });
  const kept = await operations.post(`/accounts/${id}/holds`, hold);
  expect(kept).toMatchObject({ status: 202, body: { outcome: 'added', matched: true, textKept: true } });
  expect(await factsOf(id)).toEqual([
    {
      type: 'HoldReported',
      holdId: hold.holdId,
      kind,
      provenance: 'relative',
      by: 'operations-1',
      reviewOn: '2026-03-20',
      textId: expect.stringMatching(/^text-[0-9a-f]{32}$/),
      from: `holds ${hold.holdId}`,
    },
  ]);
});

test('a hold is told to every account of the debtor, and to none of anybody else [VULNERABLE]', async () => {
  const debtorId = newId();
  const [one, two, stranger] = [await handedOver({ debtorId }), await handedOver({ debtorId }), await handedOver()];
  const hold = holdOf();
  await operations.post(`/accounts/${one}/holds`, hold);
  expect(await factsOf(two)).toMatchObject([{ type: 'HoldReported', holdId: hold.holdId }]);
  expect(await factsOf(stranger)).toEqual([]);
});

test('a hold that is reported again counts once; with other contents it is a conflict', async () => {
  const id = await handedOver();
  const hold = holdOf();
  await operations.post(`/accounts/${id}/holds`, hold);
  expect(await operations.post(`/accounts/${id}/holds`, hold)).toMatchObject(REPEATED);
  const other = await operations.post(`/accounts/${id}/holds`, { ...hold, kind: 'death' });
  expect(other).toMatchObject({ status: 409, body: { code: 'knownWithOtherContents' } });
});

test('a hold can be reviewed today, where the debtor lives, and not yesterday', async () => {
  const id = await handedOver();
  const yesterday = await operations.post(`/accounts/${id}/holds`, holdOf({ reviewOn: '2026-03-01' }));
  expect(yesterday).toMatchObject({ status: 400, body: { errors: [{ path: 'reviewOn' }] } });
  expect(await operations.post(`/accounts/${id}/holds`, holdOf({ reviewOn: '2026-03-02' }))).toMatchObject(ADDED);
  // It is still the first of March in Pago Pago.
  const west = await handedOver({ timeZone: 'Pacific/Pago_Pago' });
  expect(await operations.post(`/accounts/${west}/holds`, holdOf({ reviewOn: '2026-03-01' }))).toMatchObject(ADDED);
});

test('a hold for an account that nobody handed over waits for it', async () => {
  const id = newId();
  const kept = await operations.post(`/accounts/${id}/holds`, holdOf());
  expect(kept).toMatchObject({ status: 202, body: { outcome: 'added', matched: false } });
});

test('a supervisor reviews a hold, also one that was reported a moment ago [HARDSHIP]', async () => {
  const { id, path } = await heldAccount('hardship');
  expect(await supervisor.post(`${path}/review`, { reviewOn: '2026-03-10' })).toMatchObject(ADDED);
  expect((await factsOf(id))[1]).toMatchObject({
    type: 'HoldReviewReported',
    reviewOn: '2026-03-10',
    by: 'supervisor-1',
  });
  const late = await supervisor.post(`${path}/review`, { reviewOn: '2026-03-01' });
  expect(late).toMatchObject({ status: 400, body: { errors: [{ path: 'reviewOn' }] } });
});

test('the same review counts again under another key, because a day may be set twice', async () => {
  const { path } = await heldAccount('hardship');
  const review = (key: string) => supervisor.post(`${path}/review`, { reviewOn: '2026-03-10' }, key);
  const first = await review('review-1');
  expect(first).toMatchObject(ADDED);
  expect(await review('review-1')).toEqual(first);
  expect(await review('review-2')).toMatchObject(ADDED);
});

test('nobody moves the day on which a complaint has to be answered [COMPLAINT]', async () => {
  const { path } = await heldAccount('complaint');
  const moved = await supervisor.post(`${path}/review`, { reviewOn: '2026-03-10' });
  expect(moved).toMatchObject({ status: 409, body: { code: 'complaintHasToBeAnswered' } });
});

const TERMS = { hours: { from: '10:00', to: '12:00' }, channels: ['call', 'letter'], reviewOn: '2026-03-20' };

test('a supervisor sets at which hours and on which channels a vulnerable debtor may be contacted [VULNERABLE]', async () => {
  const { id, path } = await heldAccount('vulnerability');
  expect(await supervisor.post(`${path}/terms`, TERMS)).toMatchObject(ADDED);
  expect((await factsOf(id))[1]).toMatchObject({
    type: 'HoldTermsReported',
    terms: { hours: { fromMinute: 600, toMinute: 720 }, channels: ['call', 'letter'] },
    reviewOn: '2026-03-20',
    by: 'supervisor-1',
  });
});

test('terms are for the vulnerable alone: every other hold stops collection [HARDSHIP]', async () => {
  const { path } = await heldAccount('hardship');
  const refused = await supervisor.post(`${path}/terms`, TERMS);
  expect(refused).toMatchObject({ status: 409, body: { code: 'onlyVulnerabilityHasTerms' } });
});

test('terms must leave some of the lawful hours: a minute is enough, none is not [HOURS]', async () => {
  const { path } = await heldAccount('vulnerability');
  const terms = (from: string, to: string) => supervisor.post(`${path}/terms`, { ...TERMS, hours: { from, to } });
  expect(await terms('22:00', '24:00')).toMatchObject({ status: 422, body: { code: 'termsAreOutsideLawfulHours' } });
  expect(await terms('21:59', '24:00')).toMatchObject(ADDED);
});

test.each([
  ['hours that are none', { hours: { from: '10:00', to: '24:01' } }, 'hours.to'],
  ['hours that end before they begin', { hours: { from: '12:00', to: '12:00' } }, 'hours.to'],
  ['no channel', { channels: [] }, 'channels'],
  ['a channel twice', { channels: ['sms', 'sms'] }, 'channels'],
  ['a channel that nobody has', { channels: ['pigeon'] }, 'channels.0'],
  ['a day that does not exist', { reviewOn: '2026-02-30' }, 'reviewOn'],
])('terms with %s are a problem that names the field', async (_, changes, path) => {
  const answer = await supervisor.post('/accounts/A/holds/H/terms', { ...TERMS, ...changes });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test.each([
  ['a kind that is reported otherwise', { kind: 'dispute' }, 'kind'],
  ['nobody who said so', { provenance: undefined }, 'provenance'],
  ['an id that is a sentence', { holdId: 'the lady is ill' }, 'holdId'],
])('a hold with %s is a problem that names the field', async (_, changes, path) => {
  const answer = await operations.post('/accounts/A/holds', holdOf(changes));
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('what a supervisor says about a hold that is not there is 404', async () => {
  const id = await handedOver();
  const path = (account: string) => `/accounts/${account}/holds/nothing`;
  for (const [name, body] of [
    ['review', { reviewOn: '2026-03-10' }],
    ['terms', TERMS],
    ['end', { because: 'recovered' }],
  ] as const) {
    const nothing = await supervisor.post(`${path(id)}/${name}`, body);
    expect(nothing).toMatchObject({ status: 404, body: { code: 'noSuchHold' } });
    const nobody = await supervisor.post(`${path('nobody')}/${name}`, body);
    expect(nobody).toMatchObject({ status: 404, body: { code: 'noSuchAccount' } });
  }
});

test('a hold is ended once: the same again is known, another reason is a conflict, anything else comes too late', async () => {
  const { id, path } = await heldAccount('bankruptcy');
  expect(await supervisor.post(`${path}/end`, { because: 'discharged' })).toMatchObject(ADDED);
  expect((await factsOf(id))[1]).toMatchObject({ type: 'HoldEndReported', because: 'discharged', by: 'supervisor-1' });
  expect(await supervisor.post(`${path}/end`, { because: 'discharged' })).toMatchObject(REPEATED);
  const other = await supervisor.post(`${path}/end`, { because: 'dismissed' });
  expect(other).toMatchObject({ status: 409, body: { code: 'knownWithOtherContents' } });
  const late = await supervisor.post(`${path}/review`, { reviewOn: '2026-03-10' });
  expect(late).toMatchObject({ status: 404, body: { code: 'noSuchHold' } });
});

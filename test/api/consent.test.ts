import type { FreshDatabase } from '../setup/freshDatabase';
import { accountOf, newId, type Person } from './client';
import { eveningApi, type EveningApi } from './eveningApi';

let service: EveningApi;
let database: FreshDatabase;
let bank: Person;
let operations: Person;
let handedOver: EveningApi['handedOver'];
let factsOf: EveningApi['factsOf'];
beforeAll(async () => {
  service = await eveningApi();
  ({ database, bank, operations, handedOver, factsOf } = service);
});
afterAll(() => service?.stop());

const ADDED = { status: 202, body: { outcome: 'added', matched: true } };
const REPEATED = { status: 202, body: { outcome: 'repeated', matched: true } };
const by = 'operations-1';

test('a channel that the debtor wants no more is told to all their accounts, once [CONSENT]', async () => {
  const debtorId = newId();
  const [id, other] = [await handedOver({ debtorId }), await handedOver({ debtorId })];
  const ref = newId();
  const path = `/accounts/${id}/opt-outs`;
  expect(await operations.post(path, { ref, channel: 'sms' })).toMatchObject(ADDED);
  expect(await operations.post(path, { ref, channel: 'sms' })).toMatchObject(REPEATED);
  expect(await operations.post(path, { ref, channel: 'call' })).toMatchObject({ status: 409 });
  const heard = { type: 'OptOutReported', ref, channel: 'sms', provenance: 'debtor' };
  expect(await factsOf(id)).toEqual([{ ...heard, from: `opt-outs ${ref}` }]);
  expect(await factsOf(other)).toMatchObject([heard]);
});

test('the same opt-out by way of another account of the debtor is known already [CONSENT]', async () => {
  const debtorId = newId();
  const [id, other] = [await handedOver({ debtorId }), await handedOver({ debtorId })];
  const optOut = { ref: newId(), channel: 'email', provenance: 'relative' };
  await operations.post(`/accounts/${id}/opt-outs`, optOut);
  expect(await operations.post(`/accounts/${other}/opt-outs`, optOut)).toMatchObject(REPEATED);
});

test('an opt-out for an account that nobody handed over waits, and is heard with it [CONSENT]', async () => {
  const id = newId();
  const ref = newId();
  const kept = await operations.post(`/accounts/${id}/opt-outs`, { ref, channel: 'sms' });
  expect(kept).toMatchObject({ status: 202, body: { outcome: 'added', matched: false } });
  await bank.post('/accounts', accountOf(id));
  expect((await factsOf(id))[0]).toMatchObject({ type: 'OptOutReported', ref, from: `opt-outs ${ref}` });
});

test('a channel is allowed again by what a person reports, never by a system [CONSENT]', async () => {
  const id = await handedOver();
  const optIn = { ref: newId(), channel: 'sms' };
  expect((await bank.post(`/accounts/${id}/opt-ins`, optIn)).status).toBe(403);
  expect(await operations.post(`/accounts/${id}/opt-ins`, optIn)).toMatchObject(ADDED);
  expect(await factsOf(id)).toEqual([{ type: 'OptInReported', ...optIn, by, from: `opt-ins ${optIn.ref}` }]);
});

test('hours, channel and language that the debtor prefers are kept; what is left out is no preference [CONSENT]', async () => {
  const id = await handedOver();
  const [one, two] = [newId(), newId()];
  const path = `/accounts/${id}/preferences`;
  const wish = { hours: { from: '18:30', to: '20:00' }, channel: 'sms', language: 'en' };
  expect(await operations.post(path, { ref: one, ...wish })).toMatchObject(ADDED);
  expect(await operations.post(path, { ref: two })).toMatchObject(ADDED);
  const head = { type: 'PreferencesReported', by };
  const hours = { fromMinute: 1110, toMinute: 1200 };
  expect(await factsOf(id)).toEqual([
    { ...head, ref: one, hours, channel: 'sms', language: 'en', from: `preferences ${one}` },
    { ...head, ref: two, hours: null, channel: null, language: null, from: `preferences ${two}` },
  ]);
});

test('hours that leave none of the lawful ones are refused; one minute of them is enough [HOURS]', async () => {
  const id = await handedOver();
  const wish = (from: string, to: string) =>
    operations.post(`/accounts/${id}/preferences`, { ref: newId(), hours: { from, to } });
  expect(await wish('05:00', '07:00')).toMatchObject({ status: 422, body: { code: 'preferredHoursAreUnlawful' } });
  expect(await wish('05:00', '07:01')).toMatchObject(ADDED);
});

const agreed = (opensAt: string, closesAt: string) => ({ agreementId: newId(), opensAt, closesAt });

test('a time that the debtor agreed to is at most a day long and not over yet [HOURS]', async () => {
  const id = await handedOver();
  const path = `/accounts/${id}/agreed-times`;
  const day = agreed('2026-03-07T22:00:00+08:00', '2026-03-08T22:00:00+08:00');
  expect(await operations.post(path, day)).toMatchObject(ADDED);
  expect(await operations.post(path, day)).toMatchObject(REPEATED);
  const begun = agreed('2026-03-02T17:00:00+08:00', '2026-03-02T23:30:00+08:00');
  expect(await operations.post(path, begun)).toMatchObject(ADDED);
  const over = agreed('2026-03-02T08:00:00+08:00', '2026-03-02T18:00:00+08:00');
  expect(await operations.post(path, over)).toMatchObject({ status: 422, body: { code: 'agreedTimeIsOver' } });
  expect(await factsOf(id)).toMatchObject([
    {
      type: 'TimeAgreementReported',
      agreementId: day.agreementId,
      opensAt: Date.parse(day.opensAt),
      closesAt: Date.parse(day.closesAt),
      by,
    },
    { agreementId: begun.agreementId },
  ]);
});

test.each([
  ['a day and a second long', agreed('2026-03-07T22:00:00+08:00', '2026-03-08T22:00:01+08:00'), 'closesAt'],
  ['of no length', agreed('2026-03-07T22:00:00+08:00', '2026-03-07T22:00:00+08:00'), 'closesAt'],
  ['without its offset', agreed('2026-03-07T22:00:00', '2026-03-07T23:00:00+08:00'), 'opensAt'],
])('an agreed time that is %s is a problem that names the field [HOURS]', async (_, time, path) => {
  const answer = await operations.post('/accounts/A/agreed-times', time);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('only an emergency number of this debtor is somebody whom one may consent to ask [THIRD-PARTY]', async () => {
  const id = await handedOver({ emergencyPhone: '+886912000777' });
  const stranger = await handedOver({ emergencyPhone: '+886912000777' });
  const pointsOf = async (account: string): Promise<Record<string, string>> => {
    const points = await database.db
      .selectFrom('contact_points')
      .select(['kind', 'id'])
      .where('debtor_id', '=', `D-${account}`)
      .execute();
    return Object.fromEntries(points.map((point) => [point.kind, point.id]));
  };
  const [own, others] = [await pointsOf(id), await pointsOf(stranger)];
  const consent = (contactPointId: string | undefined, account = id) =>
    operations.post(`/accounts/${account}/third-party-consents`, { contactPointId });
  expect(await consent(own['emergency'])).toMatchObject(ADDED);
  expect(await consent(own['emergency'])).toMatchObject(REPEATED);
  for (const point of [own['mobile'], others['emergency'], 'cp-nobodys']) {
    const refused = await consent(point);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'notAThirdParty', errors: [{ path: 'contactPointId' }] },
    });
  }
  expect(await consent(own['emergency'], 'nobody')).toMatchObject({ status: 404, body: { code: 'noSuchAccount' } });
  expect(await factsOf(id)).toMatchObject([
    { type: 'ThirdPartyConsentReported', contactPointId: own['emergency'], by },
  ]);
});

test.each([
  ['opt-outs', { channel: 'fax', ref: 'call-1' }, 'channel'],
  ['opt-outs', { channel: 'sms' }, 'ref'],
  ['opt-outs', { channel: 'sms', ref: 'call-1', provenance: 'rumour' }, 'provenance'],
  ['opt-ins', { channel: 'sms', ref: 'she called us' }, 'ref'],
  ['preferences', { ref: 'call-1', channel: 'letter' }, 'channel'],
  ['preferences', { ref: 'call-1', language: 'de' }, 'language'],
  ['preferences', { ref: 'call-1', hours: { from: '9:00', to: '10:00' } }, 'hours.from'],
])('%s with %j are a problem that names the field', async (name, body, path) => {
  const answer = await operations.post(`/accounts/A/${name}`, body);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

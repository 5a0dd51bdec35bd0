import { Webhook } from 'standardwebhooks';
import type { AccountId } from '../../domain/brand';
import { evolve } from '../../domain/evolve';
import { appendTurn } from '../../storage/appendTurn';
import { loadAccount } from '../../storage/journal';
import { loadClock } from '../../storage/rehearsalClock';
import { eventually } from '../embedded/eventually';
import { webhookSecret } from './apiProcess';
import { callerOf, NAME, newId, paymentOf, PHONE, type Person } from './client';
import { livingService, type LivingService, type Shown } from './livingService';

let service: LivingService;
let show: LivingService['show'];
let living: LivingService['living'];
let supervisor: Person;
let operations: Person;
let legal: Person;
let auditor: Person;
beforeAll(async () => {
  service = await livingService();
  ({ show, living } = service);
  const { url } = service.api;
  supervisor = callerOf(url, 'supervisor');
  operations = callerOf(url, 'operations');
  legal = callerOf(url, 'legal');
  auditor = callerOf(url, 'auditor');
}, 120_000);
afterAll(() => service?.stop());

/** The call is made, and a week passes before anything else is due. */
const hasCalled = ({ waitsFor }: Shown): boolean => waitsFor === 'negotiation-email (email)';

test('a promise is judged by the account; the same request again is answered the same', async () => {
  const id = await living(hasCalled);
  const promise = { amountMinor: '300000', promisedOn: '2026-03-10' };
  const path = `/accounts/${id}/promises`;
  const accepted = await operations.post(path, promise, 'promise-1');
  expect(accepted).toMatchObject({ status: 200, body: { outcome: 'accepted' } });
  expect(await operations.post(path, promise, 'promise-1')).toEqual(accepted);
  expect(await show(id)).toMatchObject({
    state: { promise: { amountMinor: '300000', promisedOn: '2026-03-10', paidMinor: '0' } },
    waitsFor: 'the payment promised for 2026-03-10',
    nextAt: '2026-03-12T16:00:00.000Z',
  });

  const refused = await operations.post(path, promise, 'promise-2');
  expect(refused).toMatchObject({ status: 409, body: { code: 'promiseIsOpen', status: 409 } });
  expect(await operations.post(path, promise, 'promise-2')).toEqual(refused);
  expect((await operations.post(path, { ...promise, amountMinor: '1' }, 'promise-2')).status).toBe(422);
});

test('a dispute stops the calls until it is resolved, by whom the token says [DISPUTE]', async () => {
  const id = await living(hasCalled);
  const callsOf = async (person: Person) =>
    ((await person.get('/calls?limit=200')).body['calls'] as { accountId: string }[]).find(
      (call) => call.accountId === id,
    );
  expect(await callsOf(operations)).toMatchObject({
    mayBeMade: true,
    because: null,
    mayCallUntil: '2026-03-02T14:00:00.000Z',
    name: NAME,
    balanceMinor: '1050000',
    contactPoint: { kind: 'mobile', value: PHONE },
  });
  for (const other of [auditor, supervisor]) {
    expect(await callsOf(other)).toMatchObject({ name: null, contactPoint: { value: '+886•••••004' } });
  }

  const dispute = { disputeId: newId(), ground: 'amount', text: `${NAME} says it is too much` };
  await operations.post(`/accounts/${id}/disputes`, dispute);
  await eventually('the dispute is heard', async () => (await show(id)).state?.holds.length === 1, 10_000);
  expect(await callsOf(operations)).toMatchObject({
    mayBeMade: false,
    because: 'collectionIsSuspended',
    name: null,
    contactPoint: { value: '+886•••••004' },
  });
  const held = await operations.get('/accounts?hold=dispute&stage=negotiation&bucket=M2&status=open');
  expect(held.body['accounts']).toContainEqual(expect.objectContaining({ id, holds: ['dispute'] }));

  const path = `/accounts/${id}/dispute-resolution`;
  const wrong = await operations.post(path, { disputeId: 'another', upheld: false });
  expect(wrong).toMatchObject({ status: 409, body: { code: 'noSuchDispute' } });
  const correctedBalance = { fees: '0', interest: '0', principal: '400000' };
  const right = { disputeId: dispute.disputeId, upheld: true, correctedBalance };
  expect((await operations.post(path, { ...right, by: 'somebody' })).status).toBe(400);
  expect((await operations.post(path, right)).status).toBe(200);
  expect((await show(id)).state).toMatchObject({ totalMinor: '400000', holds: [] });
  const { body } = await auditor.get(`/accounts/${id}/timeline`);
  expect(body['events']).toContainEqual(
    expect.objectContaining({ event: expect.objectContaining({ type: 'DisputeResolved', by: 'operations-1' }) }),
  );

  const { attemptId } = (await callsOf(operations)) as unknown as { attemptId: string };
  const result = { callId: newId(), attemptId, result: 'rightParty', text: 'will pay' };
  expect((await operations.post(`/accounts/${id}/call-results`, result)).status).toBe(202);
  await eventually('the call has left the list', async () => (await callsOf(operations)) === undefined, 10_000);
});

type Event = { version: number; type: string; hash: string; cause: string; policyHash: string; text: string | null };
const timeline = async (person: Person, id: string, query = '') =>
  (await person.get(`/accounts/${id}/timeline${query}`)).body as unknown as { events: Event[]; next: string | null };

test('the timeline is the journal in order; its texts are for those who need them [PRIVACY]', async () => {
  const id = await living(hasCalled);
  const all = await timeline(supervisor, id);
  const versions = all.events.map((event) => event.version);
  expect(versions).toEqual(versions.map((_, i) => i + 1));
  expect(all.events[0]).toMatchObject({
    type: 'AccountOpened',
    cause: expect.stringMatching(/^inbox:\d+$/),
    text: null,
  });
  expect(new Set(all.events.map((event) => event.hash)).size).toBe(versions.length);
  expect(all.events.every((event) => /^[0-9a-f]{64}$/.test(event.policyHash))).toBe(true);
  const words = (events: readonly Event[]) => events.find((event) => event.type === 'ContactReserved')?.text;
  expect(words(all.events)).toContain(NAME);
  for (const role of ['operations', 'legal'])
    expect(words((await timeline(callerOf(service.api.url, role), id)).events)).toContain(NAME);
  for (const role of ['auditor', 'system']) {
    const masked = await timeline(callerOf(service.api.url, role), id);
    expect(words(masked.events)).toBeNull();
    expect(JSON.stringify(masked)).not.toContain(NAME);
  }
  const first = await timeline(auditor, id, '?limit=1');
  const second = await timeline(auditor, id, `?limit=1&after=${first.next}`);
  expect([first.events[0]?.version, second.events[0]?.version]).toEqual([1, 2]);
});

test('a demand is registered, tracked, and legal decides about the referral [LETTER-REGISTERED] [LEGAL-READY]', async () => {
  const hasPrinted = ({ state }: Shown): boolean => state?.letters[0]?.state === 'printed';
  const old = { dueOn: '2025-10-15', address: ['台北市', '測試路 1 號'] };
  const [one, two] = [await living(hasPrinted, old), await living(hasPrinted, old)];
  const letters = (await legal.get('/letters?status=printed')).body['letters'] as {
    accountId: string;
    registerNumber: string;
  }[];
  const registerNumber = letters.find((letter) => letter.accountId === one)!.registerNumber;
  await deliver({ kind: 'letter', registerNumber, status: 'delivered' });
  await eventually(
    'the delivery is heard',
    async () => (await show(one)).state?.letters[0]?.state === 'delivered',
    10_000,
  );
  expect((await timeline(legal, one)).events.find((event) => event.type === 'LetterIssued')?.text).toContain(NAME);

  for (const id of [one, two]) await proposeReferral(id, registerNumber);
  const inbox = (await legal.get('/referrals?status=proposed')).body['referrals'];
  expect(inbox).toEqual([one, two].sort().map((id) => expect.objectContaining({ id: `${id}-R1`, accountId: id })));
  const approval = `/referrals/${one}-R1/approval`;
  expect((await legal.post(approval, { consulted: 'minutes/2026-7' })).status).toBe(200);
  const again = await legal.post(approval, { consulted: 'minutes/2026-7' });
  expect(again).toMatchObject({ status: 409, body: { code: 'referralIsNotProposed' } });
  expect((await legal.post(`/referrals/${two}-R1/refusal`, { because: 'too-small' })).status).toBe(200);
  const byId = async (id: string) =>
    ((await legal.get('/referrals')).body['referrals'] as { id: string; status: string }[]).find(
      (referral) => referral.id === `${id}-R1`,
    );
  await eventually('the law firm has it', async () => (await byId(one))?.status === 'delivered', 20_000);
  expect(await byId(one)).toMatchObject({ decidedBy: 'legal-1' });
  expect(await byId(two)).toMatchObject({ status: 'declined' });
});

async function deliver(report: object): Promise<void> {
  const [id, at, body] = [newId(), new Date(), JSON.stringify(report)];
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(webhookSecret).sign(id, at, body),
  };
  expect((await fetch(`${service.api.url}/webhooks/deliveries`, { method: 'POST', headers, body })).status).toBe(202);
}

/** Written as a worker writes it, because the time the debtor has to answer is not waited for here. */
async function proposeReferral(id: string, demandNumber: string): Promise<void> {
  const loaded = await loadAccount(service.database.db, id as AccountId);
  const at = (await loadClock(service.database.db)).now();
  const event = { type: 'ReferralProposed', at, referralId: `${id}-R1`, demandNumber } as const;
  const turn = {
    account: evolve(loaded.account!, event),
    recorded: [{ event, cause: 'clock' }],
    next: { do: 'wait', until: null, toDo: null, for: 'the decision of the legal team' },
  } as const;
  await appendTurn(service.database.db, loaded, turn, { messages: [], answers: [], at }, 'test');
}

test('a write-off closes the account; asked again it stays accepted, and nothing else is', async () => {
  const id = await living(hasCalled);
  const path = `/accounts/${id}/write-off`;
  const accepted = await supervisor.post(path, { because: 'uncollectable' }, 'off-1');
  expect(accepted.status).toBe(200);
  expect(await supervisor.post(path, { because: 'uncollectable' }, 'off-1')).toEqual(accepted);
  expect(await show(id)).toMatchObject({ status: 'closed', state: { closed: { because: 'writtenOff' } } });
  const late = await operations.post(`/accounts/${id}/promises`, { amountMinor: '1', promisedOn: '2026-03-10' });
  expect(late).toMatchObject({ status: 409, body: { code: 'accountIsClosed' } });
  expect((await supervisor.post(`/accounts/${id}/payments`, paymentOf(newId()))).status).toBe(202);
});

test('metrics count accounts, waiting facts and requests, without ids', async () => {
  await supervisor.post('/accounts/nobody/payments', paymentOf(newId()));
  const text = async (): Promise<string> => (await auditor.get('/metrics')).text;
  const shown = /arrears_accounts\{stage="negotiation",status="open"\} [1-9]/;
  await eventually('the accounts are counted', async () => shown.test(await text()), 20_000);
  expect(await text()).toMatch(/arrears_unmatched_facts [1-9]/);
  expect(await text()).toMatch(/arrears_inbox_waiting \d/);
  expect(await text()).toContain('route="/accounts/:id/promises",status="409"');
  expect(await text()).not.toContain('T-');
});

test('a command that nobody hears is undecided; asked again under the same key it gets its answer', async () => {
  const id = await living(hasCalled);
  await service.stopWorker();
  const promise = { amountMinor: '300000', promisedOn: '2026-03-10' };
  const undecided = await operations.post(`/accounts/${id}/promises`, promise, 'undecided-1');
  expect(undecided).toMatchObject({ status: 202, body: { outcome: 'undecided' } });
  await service.startWorker();
  const ask = () => operations.post(`/accounts/${id}/promises`, promise, 'undecided-1');
  await eventually('the account answers', async () => (await ask()).status === 200, 60_000);
  expect((await show(id)).state?.promise).toMatchObject({ amountMinor: '300000' });
}, 120_000);

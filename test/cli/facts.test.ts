import { handedOver } from '../storage/handedOver';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { arrearsWith, jsonOf } from './runArrears';

let stored: StoredWorld;
let arrears: ReturnType<typeof arrearsWith>;

/** Two accounts of one debtor, who named an emergency contact; it is 1 March 2026 in Taipei for them, and today for us. */
beforeAll(async () => {
  stored = await storedWorld();
  arrears = arrearsWith({ DATABASE_URL: stored.url });
  const contactPoints = [
    { kind: 'mobile', value: '+886912345678' },
    { kind: 'emergency', value: '+886900000009' },
  ] as const;
  await stored.take(['A-1', 'A-2'].map((id) => handedOver(id, { debtorId: 'D-1', contactPoints })));
  await stored.takeTurn('A-1');
  await stored.takeTurn('A-2');
});
afterAll(() => stored.drop());

const send = (...args: string[]) => arrears('send', ...args);
const by = ['--by', 'clerk'];

/** What an account has heard of a kind, as its journal keeps it. */
async function heard(accountId: string, type: string) {
  await stored.takeTurn(accountId);
  const rows = await stored.db
    .selectFrom('journal')
    .select('body')
    .where('account_id', '=', accountId)
    .where('type', '=', type)
    .execute();
  return rows.map((row) => row.body);
}

test('an opt-out is told to every account of the debtor, and once [CONSENT]', async () => {
  const optOut = ['opt-out', 'A-1', '--channel', 'email', '--id', 'letter-7'];
  expect(await send(...optOut)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('every account of the debtor'),
  });
  expect(jsonOf(await send(...optOut, '--json'))).toMatchObject({ outcome: 'repeated', type: 'OptOutReported' });
  for (const id of ['A-1', 'A-2']) {
    expect(await heard(id, 'OptedOut')).toMatchObject([{ channel: 'email', ref: 'letter-7', provenance: 'debtor' }]);
  }
});

test('a hold is placed, given terms and ended under one id; what would change nothing is said at once [VULNERABLE]', async () => {
  const placed = ['hold', 'A-1', '--id', 'H-1', '--kind', 'vulnerability', '--provenance', 'relative', ...by];
  expect(await send(...placed, '--review-on', '2020-01-01')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--review-on must not have passed'),
  });
  expect(await send(...placed)).toMatchObject({ code: 0 });
  const terms = ['--hours', '10:00-16:00', '--channel', 'sms', 'call', '--review-on', '2099-01-01', ...by];
  expect(await send('hold-terms', 'A-1', '--hold-id', 'H-1', ...terms)).toMatchObject({ code: 0 });
  expect(await heard('A-2', 'HoldTermsSet')).toMatchObject([
    { holdId: 'H-1', terms: { hours: { fromMinute: 600, toMinute: 960 }, channels: ['sms', 'call'] }, by: 'clerk' },
  ]);
  const end = ['hold-end', 'A-1', '--because', 'recovered', ...by, '--hold-id'];
  const [nothing, ended] = await Promise.all([send(...end, 'H-9'), send(...end, 'H-1')]);
  expect(nothing).toEqual({
    code: 1,
    stdout: '',
    stderr: 'arrears: This account has no such hold, or it has ended.\n',
  });
  expect(ended).toMatchObject({ code: 0 });
  expect(await heard('A-2', 'HoldLifted')).toMatchObject([{ holdId: 'H-1', because: 'recovered' }]);
});

test('consent is given for a third party alone, whom the account names by an id [THIRD-PARTY]', async () => {
  const { contactPoints } = (await heard('A-1', 'AccountOpened'))[0] as {
    contactPoints: { id: string; kind: string }[];
  };
  const [mobile, emergency] = contactPoints.map(({ id }) => id) as [string, string];
  const consent = ['third-party-consent', 'A-1', ...by, '--contact-point'];
  const [own, others] = await Promise.all([send(...consent, mobile), send(...consent, emergency)]);
  expect(own).toMatchObject({ code: 1, stderr: expect.stringContaining(`${mobile} is no emergency number of A-1`) });
  expect(others).toMatchObject({ code: 0 });
  for (const id of ['A-1', 'A-2'])
    expect(await heard(id, 'ThirdPartyConsented')).toMatchObject([{ contactPointId: emergency, by: 'clerk' }]);
  const { stdout } = await arrears('show', 'A-1');
  expect(stdout).toMatch(new RegExp(`addresses +mobile ${mobile}\n +emergency ${emergency}\n`));
});

test('wishes within the lawful hours are taken, others are to be agreed time by time [CONSENT] [HOURS]', async () => {
  const prefer = ['prefer', 'A-1', '--channel', 'sms', '--language', 'en', ...by, '--hours'];
  const agree = ['agree-time', 'A-1', ...by, '--from', '2099-03-01T23:00:00+08:00', '--to'];
  const answers = await Promise.all([
    send(...prefer, '22:00-23:00'),
    send(...prefer, '21:59-23:00', '--id', 'call-8'),
    send(...agree, '2099-03-02T23:00:01+08:00'),
    send(...agree, '2099-03-01T23:30:00+08:00', '--id', 'call-9'),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([1, 0, 1, 0]);
  expect(answers[0].stderr).toContain('agree on each such time instead');
  expect(answers[2].stderr).toContain('at most 24 hours');
  expect(await heard('A-2', 'PreferencesRecorded')).toMatchObject([
    { hours: { fromMinute: 1319, toMinute: 1380 }, channel: 'sms', language: 'en', by: 'clerk' },
  ]);
  const opensAt = Date.parse('2099-03-01T15:00:00Z');
  expect(await heard('A-2', 'TimeAgreed')).toMatchObject([{ agreementId: 'call-9', opensAt, by: 'clerk' }]);
});

test('a call is recorded with who spoke, how it was taken and whether the debtor proved who they are [RECORD] [IDENTITY]', async () => {
  const call = ['call-result', 'A-2', '--attitude', 'willing', '--recording', 'R-1', ...by, '--identity-verified'];
  const [other, debtor] = await Promise.all([
    send(...call, '--result', 'thirdParty'),
    send(...call, '--result', 'rightParty', '--id', 'C-1'),
  ]);
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('needs --result rightParty') });
  expect(debtor).toMatchObject({ code: 0 });
  expect(await heard('A-2', 'CallResultRecorded')).toMatchObject([
    { result: 'rightParty', by: 'clerk', attitude: 'willing', recordingRef: 'R-1' },
  ]);
  expect(await heard('A-2', 'IdentityVerified')).toMatchObject([{ by: 'clerk' }]);
});

import { newFolder } from '../embedded/newFolder';
import { ms } from '../storage/storedWorld';
import { livingAccounts, type LivingAccounts } from './livingAccounts';
import { newIds } from './overdueFile';
import { jsonOf } from './runArrears';

const folder = newFolder();
const [A, B] = newIds(2) as [string, string];
let accounts: LivingAccounts;
let arrears: LivingAccounts['arrears'];

/** Two accounts late in the evening of 1 March 2026 in Taipei, when nothing may be sent any more, with a worker. */
beforeAll(async () => {
  accounts = await livingAccounts(folder, ms('2026-03-01T22:30:00+08:00'), [A, B]);
  ({ arrears } = accounts);
}, 120_000);
afterAll(() => accounts?.stop());

const send = (...args: string[]) => arrears('send', ...args);

test('words that the pack forbids wait until somebody else than who wrote them has looked [CONDUCT]', async () => {
  const written = ['message', A, '--channel', 'sms', '--id', 'M-1', '--by', 'clerk'];
  const sent = await send(...written, '--text', '再不還就報警抓你');
  expect(sent).toMatchObject({ code: 0, stdout: expect.stringContaining(`M-1: accepted by ${A}`) });
  expect(sent.stderr).toMatch(/The pack forbids: .*抓你/);

  const escalated = jsonOf(await arrears('escalations', '--account', A, '--json'));
  expect(escalated).toMatchObject({
    escalations: [{ id: 'messageIsHeld:M-1', kind: 'messageIsHeld', rule: 'CONDUCT' }],
  });
  const judged = ['message-approve', A, '--message-id', 'M-1', '--by'];
  const [author, other] = [await send(...judged, 'clerk'), await send(...judged, 'chief', '--json')];
  expect(author).toMatchObject({ code: 5, stdout: expect.stringContaining('authorMayNotJudge') });
  expect(jsonOf(other)).toMatchObject({ outcome: 'accepted' });
  expect(await send(...judged, 'chief')).toMatchObject({
    code: 5,
    stdout: expect.stringContaining('messageIsNotHeld'),
  });
  const { stdout } = await arrears('show', A);
  expect(stdout).toContain('Message M-1 was approved by chief.');
  expect(stdout).not.toContain('抓你');
});

test('the words come from standard input where none are given, and nothing is sent without any', async () => {
  const message = ['send', 'message', A, '--channel', 'email', '--by', 'clerk'];
  const [nothing, something] = await Promise.all([
    arrears(...message),
    arrears.typing('感謝您的來電。\n', ...message, '--id', 'M-2'),
  ]);
  expect(nothing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('There is no text') });
  expect(something).toEqual({ code: 0, stdout: `M-2: accepted by ${A}.\n`, stderr: '' });
});

test('an arrangement is agreed with its instalments and shown with what is paid of it [ARRANGEMENT]', async () => {
  const instalments = ['--instalment', '2026-04-01=1000000', '--instalment', '2026-05-01=1060000'];
  const agreed = ['arrangement', B, '--method', 'transfer', '--by', 'clerk', '--id', 'AR-1', ...instalments];
  expect(await send(...agreed)).toMatchObject({ code: 0 });
  const { stdout } = await arrears('show', B);
  expect(stdout).toMatch(
    /arrangement +AR-1: 2 instalments of 20,600.00 TWD from 2026-04-01 to 2026-05-01, 0.00 TWD paid/,
  );
  expect(stdout).toMatch(/holds +arrangement AR-1 since 2026-03-01 22:\d\d, said by the debtor, written down by clerk/);
});

test('what is not there cannot be settled, nor is a letter written that the pack does not know', async () => {
  const [settled, letter] = await Promise.all([
    send('settle', A, '--escalation-id', 'reviewIsDue:H-1', '--because', 'seen', '--by', 'chief', '--json'),
    send('letter-by-hand', A, '--rung', 'no-such-letter', '--by', 'clerk', '--json'),
  ]);
  expect([settled.code, letter.code]).toEqual([5, 5]);
  expect(jsonOf(settled)).toMatchObject({ outcome: 'refused', reason: 'noSuchEscalation' });
  expect(jsonOf(letter)).toMatchObject({ outcome: 'refused', reason: 'noSuchLetter' });
});

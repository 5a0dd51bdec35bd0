import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutgoingMessage } from '../../../../activities/ports';
import { localOutbox } from '../../../../activities/adapters/localOutbox/localOutbox';

const message: OutgoingMessage = {
  reference: 'attempt:7/3',
  to: '+886912345678',
  subject: '',
  text: '您好',
  language: 'zh-TW',
  timeoutMs: 1_000,
};
const accepted = { outcome: 'accepted', providerRef: 'outbox:attempt:7/3' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arrears-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a message is accepted once however often it is sent, also at the same moment and by another process', async () => {
  const senders = Array.from({ length: 8 }, () => localOutbox(folder, 'sms'));
  const outcomes = await Promise.all(senders.map((sender) => sender.send(message)));
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(new Set([JSON.stringify(accepted)]));
  const script = `
    const { localOutbox } = require(${JSON.stringify(require.resolve('../../../../activities/adapters/localOutbox/localOutbox'))});
    localOutbox(${JSON.stringify(folder)}, 'sms').send(${JSON.stringify(message)}).then((outcome) => console.log(JSON.stringify(outcome)));
  `;
  const other = spawn(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(other.stdout, 'data')) as [Buffer];
  expect(JSON.parse(line.toString())).toEqual(accepted);
  expect(await readdir(join(folder, 'sms'))).toEqual(['attempt%3A7%2F3.json']);
});

test('the look-up is proof: it finds what was sent, on its own channel only', async () => {
  expect(await localOutbox(folder, 'sms').lookUp(message, new Date(0), [])).toEqual({ found: 'nothing' });
  await localOutbox(folder, 'sms').send(message);
  const found = { found: 'accepted', providerRef: accepted.providerRef };
  expect(await localOutbox(folder, 'sms').lookUp(message, new Date(0), [])).toEqual(found);
  expect(await localOutbox(folder, 'email').lookUp(message, new Date(0), [])).toEqual({ found: 'nothing' });
  expect(localOutbox(folder, 'sms').resendsSafely).toBe(true);
});

test('nobody else can read what was sent', async () => {
  await localOutbox(folder, 'sms').send(message);
  const path = join(folder, 'sms', 'attempt%3A7%2F3.json');
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ to: message.to, text: message.text });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'sms'))).mode & 0o777).toBe(0o700);
});

test('an outbox that cannot be written is unavailable, without a word of the message', async () => {
  await writeFile(join(folder, 'sms'), 'a file where the folder should be');
  const outbox = localOutbox(folder, 'sms');
  expect(await outbox.send(message)).toEqual({ outcome: 'unavailable', code: 'outboxNotWritable' });
  expect(await outbox.lookUp(message, new Date(0), [])).toEqual({ found: 'cannotTell' });
});

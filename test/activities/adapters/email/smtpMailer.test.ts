import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Messenger, OutgoingMessage } from '../../../../activities/ports';
import { smtpMailer, smtpMailerSettings } from '../../../../activities/adapters/email/smtpMailer';
import { startScriptedSmtpServer, type Moment, type Trouble } from '../gateways/scriptedSmtpServer';

const message: OutgoingMessage = {
  reference: 'attempt:7/2',
  to: 'wang@customer.example',
  subject: '信用卡帳款提醒',
  text: '王先生您好：\n您的帳款已逾期 5 日。',
  language: 'zh-TW',
  timeoutMs: 5_000,
};
const brief = { ...message, timeoutMs: 300 };

function mailerOver(url: string): Messenger {
  const from = { name: '誠信銀行', address: 'notice@bank.example' };
  return smtpMailer(smtpMailerSettings.parse({ url, from }));
}

/** Runs a whole mail server around a body; gives the messages that it took. */
async function withMailServer<T>(options: SMTPServerOptions, body: (url: string) => Promise<T>): Promise<[T, Email[]]> {
  const taken: Promise<Email>[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        taken.push(PostalMime.parse(Buffer.concat(parts)));
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const result = await body(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
  await new Promise<void>((closed) => server.close(closed));
  return [result, await Promise.all(taken)];
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error(`<${message.to}> is not wanted`), { responseCode });
}

test('a message arrives whole, says that a machine wrote it, and carries our reference', async () => {
  const [outcome, [mail]] = await withMailServer({}, (url) => mailerOver(url).send(message));
  const messageId = '<attempt%3A7%2F2@bank.example>';
  expect(outcome).toEqual({ outcome: 'accepted', providerRef: messageId });
  expect(mail).toMatchObject({ subject: message.subject, messageId, from: { address: 'notice@bank.example' } });
  expect(mail?.to).toEqual([expect.objectContaining({ address: message.to })]);
  expect(mail?.text?.trim()).toBe(message.text);
  expect(mail?.html).toBeFalsy();
  const headers = new Map(mail?.headers.map(({ key, value }) => [key, value]));
  expect(headers.get('x-arrears-reference')).toBe('attempt%3A7%2F2');
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8$/i);
});

test.each([
  [451, 'unavailable'],
  [550, 'rejected'],
])('a recipient refused with %i is %s, and only the number goes out', async (code, outcome) => {
  const onRcptTo: SMTPServerOptions['onRcptTo'] = (_address, _session, done) => done(refusal(code));
  const [result, taken] = await withMailServer({ onRcptTo }, (url) => mailerOver(url).send(message));
  expect(result).toEqual({ outcome, code: `smtp-${code}` });
  expect(taken).toHaveLength(0);
});

test('a wrong password sends nothing and is not the fault of the message', async () => {
  const options: SMTPServerOptions = {
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(refusal(535)),
  };
  const [result] = await withMailServer(options, (url) => mailerOver(url.replace('//', '//user:wrong@')).send(message));
  expect(result).toEqual({ outcome: 'unavailable', code: 'smtp-535' });
});

test.each<[Moment, Trouble, string, string]>([
  ['greeting', 'hangUp', 'unavailable', 'ECONNECTION'],
  ['greeting', '554 no service', 'unavailable', 'smtp-554'],
  ['EHLO', 'hangUp', 'unavailable', 'ECONNECTION'],
  ['MAIL', '451 try later', 'unavailable', 'smtp-451'],
  ['MAIL', '530 authentication required', 'unavailable', 'smtp-530'],
  ['MAIL', '550 sender refused', 'rejected', 'smtp-550'],
  ['RCPT', 'hangUp', 'unavailable', 'ECONNECTION'],
  ['DATA', 'hangUp', 'unavailable', 'ECONNECTION'],
  ['DATA', '554 no', 'rejected', 'smtp-554'],
  ['content', '451 out of space', 'unavailable', 'smtp-451'],
  ['content', '552 too large', 'rejected', 'smtp-552'],
  ['content', 'hangUp', 'unknown', 'ECONNECTION'],
])('a server whose %s meets "%s" leaves it %s', async (moment, trouble, outcome, code) => {
  const server = await startScriptedSmtpServer(moment, trouble);
  expect(await mailerOver(server.url).send(message)).toEqual({ outcome, code });
  await server.close();
});

test.each<[Moment, string]>([
  ['greeting', 'unavailable'],
  ['RCPT', 'unavailable'],
  ['DATA', 'unavailable'],
  ['content', 'unknown'],
])('a server that falls silent at %s leaves it %s when the time is over', async (moment, outcome) => {
  const server = await startScriptedSmtpServer(moment, 'stall');
  expect((await mailerOver(server.url).send(brief)).outcome).toBe(outcome);
  await server.close();
});

test('nothing was sent where nobody listens', async () => {
  const server = await startScriptedSmtpServer();
  await server.close();
  expect((await mailerOver(server.url).send(message)).outcome).toBe('unavailable');
});

test.each(['', 'nobody', 'a@bank.example, b@bank.example', 'a@bank.example\r\nBcc: b@bank.example'])(
  'an address like %j is refused before anything is sent [THIRD-PARTY]',
  async (to) => {
    const server = await startScriptedSmtpServer();
    const outcome = await mailerOver(server.url).send({ ...message, to });
    expect(outcome).toEqual({ outcome: 'rejected', code: 'addressUnusable' });
    expect(server.contents()).toHaveLength(0);
    await server.close();
  },
);

test('a subject with a line break adds no header', async () => {
  const subject = 'Reminder\r\nBcc: other@customer.example';
  const [, [mail]] = await withMailServer({}, (url) => mailerOver(url).send({ ...message, subject }));
  expect(mail?.bcc ?? []).toHaveLength(0);
});

test('nothing is sent in the clear to a server that is not on this machine', async () => {
  const server = await startScriptedSmtpServer();
  // The same machine under a name that is not known as this machine.
  const elsewhere = server.url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
  expect((await mailerOver(elsewhere).send(message)).outcome).toBe('unavailable');
  expect(server.contents()).toHaveLength(0);
  await server.close();
});

test('a mail server cannot be asked later', async () => {
  const mailer = mailerOver('smtp://127.0.0.1:1');
  expect(await mailer.lookUp(message, new Date(0), [])).toEqual({ found: 'cannotTell' });
  expect(mailer.resendsSafely).toBe(false);
});

import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { Messenger, OutgoingMessage } from '../../../../activities/ports';
import { twilioShapedGateway, twilioShapedSettings } from '../../../../activities/adapters/sms/twilioShapedGateway';
import { startSmsGateway, type Fault, type SmsGateway } from '../gateways/smsGateway';

const message: OutgoingMessage = {
  reference: 'attempt:7/1',
  to: '+886912345678',
  subject: '',
  text: '您的帳款 NT$12,345 已逾期 5 日 & 請儘速繳款',
  language: 'zh-TW',
  timeoutMs: 5_000,
};
const brief = { ...message, timeoutMs: 300 };

let gateway: SmsGateway;
beforeEach(async () => {
  gateway = await startSmsGateway();
});
afterEach(() => gateway.close());

function messengerFor(more: object = {}): Messenger {
  return twilioShapedGateway(
    twilioShapedSettings.parse({
      baseUrl: gateway.url,
      accountSid: 'AC-test',
      authToken: 'token-test',
      sender: { from: '+15005550006' },
      publicUrl: 'https://arrears.example',
      ...more,
    }),
  );
}

test('a message that the gateway takes is accepted with its sid, whole and under our reference', async () => {
  const outcome = await messengerFor().send(message);
  const [taken] = gateway.accepted();
  expect(outcome).toEqual({ outcome: 'accepted', providerRef: taken?.sid });
  expect(taken).toMatchObject({ to: message.to, body: message.text, reference: 'attempt:7/1' });
});

test.each([
  [
    { status: 400, code: 21211 },
    { outcome: 'rejected', code: 'twilio-21211' },
  ],
  [
    { status: 400, code: 21610 },
    { outcome: 'rejected', code: 'twilio-21610' },
  ],
  [
    { status: 400, code: 21614 },
    { outcome: 'rejected', code: 'twilio-21614' },
  ],
  [
    { status: 400, code: 21606 },
    { outcome: 'unavailable', code: 'twilio-21606' },
  ],
  [{ status: 400 }, { outcome: 'rejected', code: 'http-400' }],
  [{ status: 403 }, { outcome: 'unavailable', code: 'http-403' }],
  [{ status: 302 }, { outcome: 'unavailable', code: 'http-302' }],
  [{ status: 502 }, { outcome: 'unknown', code: 'http-502' }],
  [{ status: 503 }, { outcome: 'unknown', code: 'http-503' }],
  [{ status: 504 }, { outcome: 'unknown', code: 'http-504' }],
])('an answer of %j is %j', async (refusal, outcome) => {
  gateway.next(refusal);
  expect(await messengerFor().send(message)).toEqual(outcome);
});

test('wrong credentials send nothing and may be tried again once they are right', async () => {
  const outcome = await messengerFor({ authToken: 'wrong' }).send(message);
  expect(outcome).toEqual({ outcome: 'unavailable', code: 'http-401' });
  expect(gateway.accepted()).toHaveLength(0);
});

test('a gateway that is busy says when to come back', async () => {
  gateway.next('rateLimit');
  expect(await messengerFor().send(message)).toEqual({ outcome: 'unavailable', code: 'http-429', retryAfterMs: 2_000 });
});

test.each<[Fault, string]>([
  ['fail', 'http-500'],
  ['drop', 'ECONNRESET'],
  ['acceptThenFail', 'http-500'],
  ['acceptThenDrop', 'ECONNRESET'],
  ['acceptThenGarble', 'answerUnreadable'],
])('after "%s" nobody can say whether it was sent (%s)', async (fault, code) => {
  gateway.next(fault);
  expect(await messengerFor().send(message)).toEqual({ outcome: 'unknown', code });
});

test.each<Fault>(['acceptThenStall', 'acceptThenCutShort'])(
  '"%s" ends when the time is over, unknown',
  async (fault) => {
    gateway.next(fault);
    expect(await messengerFor().send(brief)).toEqual({ outcome: 'unknown', code: 'timeout' });
    expect(gateway.accepted()).toHaveLength(1);
  },
);

test('nothing was sent where nobody listens', async () => {
  const url = gateway.url;
  await gateway.close();
  expect(await messengerFor({ baseUrl: url }).send(message)).toEqual({ outcome: 'unavailable', code: 'ECONNREFUSED' });
  gateway = await startSmsGateway();
});

test('nothing was sent where the name is unknown', async () => {
  const outcome = await messengerFor({ baseUrl: 'https://gateway.invalid' }).send(message);
  expect(outcome.outcome).toBe('unavailable');
});

test('nothing was sent where the other side never spoke TLS', async () => {
  const baseUrl = gateway.url.replace('http:', 'https:');
  expect((await messengerFor({ baseUrl }).send(message)).outcome).toBe('unavailable');
});

test('nothing was sent when the time is over before the connection stood', async () => {
  const silent = createTcpServer((socket) => socket.resume().on('error', () => socket.destroy()));
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const baseUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  expect(await messengerFor({ baseUrl }).send(brief)).toEqual({ outcome: 'unavailable', code: 'timeout' });
  await new Promise((closed) => silent.close(closed));
});

test('a look-up finds what was taken although its answer was lost', async () => {
  gateway.next('acceptThenDrop');
  const sentAfter = new Date();
  await messengerFor().send(message);
  const found = await messengerFor().lookUp(message, sentAfter, []);
  expect(found).toEqual({ found: 'accepted', providerRef: gateway.accepted()[0]?.sid });
});

test('a look-up does not take another text, another number or an older message for this one', async () => {
  const messenger = messengerFor();
  await messenger.send({ ...message, text: 'another text' });
  await messenger.send({ ...message, to: '+886900000000' });
  expect(await messenger.lookUp(message, new Date(), [])).toEqual({ found: 'nothing' });
  await messenger.send(message);
  const later = new Date(Date.now() + 5 * 60_000);
  expect(await messenger.lookUp(message, later, [])).toEqual({ found: 'nothing' });
});

test('of two messages alike word for word the one of another attempt is not taken for this one', async () => {
  const messenger = messengerFor();
  const sentAfter = new Date();
  const first = await messenger.send(message);
  const others = first.outcome === 'accepted' ? [first.providerRef] : [];
  expect(await messenger.lookUp(message, sentAfter, others)).toEqual({ found: 'nothing' });
});

test('a look-up that is not answered cannot tell', async () => {
  const messenger = messengerFor({ authToken: 'wrong' });
  expect(await messenger.lookUp(message, new Date(), [])).toEqual({ found: 'cannotTell' });
});

test('a look-up that saw only the first page cannot tell that there is nothing', async () => {
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ messages: [], next_page_uri: '/2010-04-01/more' })),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await messengerFor({ baseUrl }).lookUp(message, new Date(), [])).toEqual({ found: 'cannotTell' });
  await new Promise((closed) => server.close(closed));
});

test('it is resent safely only over a gateway whose list is proof', () => {
  expect(messengerFor().resendsSafely).toBe(false);
  expect(messengerFor({ lookUpIsAuthoritative: true }).resendsSafely).toBe(true);
});

test('personal data never travel over plain http to another machine', () => {
  expect(() => messengerFor({ baseUrl: 'http://gateway.example' })).toThrow('must be https');
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exchange } from '../../../../activities/adapters/exchange';
import { statusCallbackUrl } from '../../../../activities/adapters/sms/twilioShapedGateway';
import { readTwilioStatus, verifyTwilioSignature } from '../../../../activities/adapters/sms/twilioStatus';
import { startSmsGateway } from '../gateways/smsGateway';

/** The example that Twilio publishes with its libraries. */
const published = {
  authToken: '12345',
  url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
  form: new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  }),
  signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
};

test("the signature of Twilio's published example holds", () => {
  expect(verifyTwilioSignature(published)).toBe(true);
});

test.each([
  ['another token', { authToken: '12346' }],
  ['another address', { url: 'https://mycompany.com/myapp.php?foo=1&bar=3' }],
  ['another form', { form: new URLSearchParams({ CallSid: 'CA1234567890ABCDE' }) }],
  ['a cut signature', { signature: 'RSOYDt4T1cUTdK1PDd93' }],
  ['no signature', { signature: '' }],
])('%s breaks the signature', (_, change) => {
  expect(verifyTwilioSignature({ ...published, ...change })).toBe(false);
});

test('a later delivery report names the attempt whose answer was lost', async () => {
  const gateway = await startSmsGateway();
  const heard: unknown[] = [];
  const api = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => (body += String(part)));
    request.on('end', () => {
      // Behind a proxy the host differs: the address is rebuilt from what we gave out.
      const reference = new URL(request.url ?? '', publicUrl).searchParams.get('reference') ?? '';
      const url = statusCallbackUrl(publicUrl, reference);
      const form = new URLSearchParams(body);
      const signature = String(request.headers['x-twilio-signature']);
      const isGenuine = verifyTwilioSignature({ authToken: 'token-test', url, form, signature });
      heard.push(isGenuine && readTwilioStatus(url, form));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => api.listen(0, '127.0.0.1', listening));
  const publicUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  gateway.next('acceptThenDrop');
  await exchange({
    method: 'POST',
    url: `${gateway.url}/2010-04-01/Accounts/AC-test/Messages.json`,
    headers: { authorization: `Basic ${Buffer.from('AC-test:token-test').toString('base64')}` },
    body: new URLSearchParams({
      To: '+886912345678',
      Body: '您好',
      StatusCallback: statusCallbackUrl(publicUrl, 'attempt:7/1'),
    }).toString(),
    timeoutMs: 5_000,
  });
  const sid = gateway.accepted()[0]?.sid ?? '';
  await gateway.report(sid, 'sending');
  await gateway.report(sid, 'delivered');
  await gateway.report(sid, 'undelivered', 30005);
  const known = { reference: 'attempt:7/1', providerRef: sid };
  expect(heard).toEqual([
    'ignored',
    { ...known, status: 'delivered' },
    { ...known, status: 'undelivered', code: 'twilio-30005' },
  ]);
  await gateway.close();
  await new Promise((closed) => api.close(closed));
});

test.each(['queued', 'sending', 'accepted', 'canceled', 'a state of next year'])('"%s" is ignored', (status) => {
  const form = new URLSearchParams({ MessageSid: 'SM1', MessageStatus: status });
  expect(readTwilioStatus(statusCallbackUrl('https://arrears.example', 'a1'), form)).toBe('ignored');
});

test('a report without our reference or a sid is malformed', () => {
  const form = new URLSearchParams({ MessageSid: 'SM1', MessageStatus: 'sent' });
  expect(readTwilioStatus('https://arrears.example/webhooks/sms', form)).toBe('malformed');
  expect(readTwilioStatus(statusCallbackUrl('https://arrears.example', 'a1'), new URLSearchParams())).toBe('malformed');
});

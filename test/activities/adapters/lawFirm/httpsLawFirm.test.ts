import { createHash } from 'node:crypto';
import { PacketRefused, ProviderUnavailable } from '../../../../activities/ports';
import { httpsLawFirm, httpsLawFirmSettings } from '../../../../activities/adapters/lawFirm/httpsLawFirm';
import { startLawFirmServer, type LawFirmServer, type LawFirmStep } from '../gateways/lawFirmServer';
import { packet } from './packet';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const acknowledgement = 'A-referral-0007';

let firm: LawFirmServer;
beforeEach(async () => {
  firm = await startLawFirmServer(secret);
});
afterEach(() => firm.close());

function delivery(change: object = {}) {
  return httpsLawFirm(httpsLawFirmSettings.parse({ url: firm.url, secret, timeoutMs: 5_000, ...change })).deliver(
    packet,
  );
}

test('a packet arrives whole, with a manifest whose hash is the one on record', async () => {
  const answer = await delivery();
  const [filing] = firm.filings();
  const manifest = filing?.manifest ?? '';
  expect(answer).toEqual({ acknowledgement, manifestSha256: createHash('sha256').update(manifest).digest('hex') });
  expect(JSON.parse(manifest)).toEqual({
    referralId: packet.referralId,
    accountId: packet.accountId,
    files: packet.files.map(({ name, mediaType, content }) => ({
      name,
      mediaType,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  });
  for (const { name, content } of packet.files) expect(filing?.files.get(name)?.equals(content)).toBe(true);
});

test.each<[200 | 409]>([[200], [409]])(
  'a packet delivered again is acknowledged again (%i), filed once',
  async (again) => {
    const firm = await startLawFirmServer(secret, again);
    const first = await delivery({ url: firm.url });
    expect(await delivery({ url: firm.url })).toEqual(first);
    expect(firm.filings()).toHaveLength(1);
    await firm.close();
  },
);

test.each<[LawFirmStep, string]>([
  ['fail', 'http-503'],
  ['busy', 'http-429'],
  ['fileThenFail', 'http-500'],
  ['fileThenDrop', 'ECONNRESET'],
  ['fileThenGarble', 'answerUnreadable'],
])('after "%s" (%s) the retry is acknowledged and there is one filing', async (step, code) => {
  firm.next(step);
  await expect(delivery()).rejects.toMatchObject({ name: 'ProviderUnavailable', code });
  expect(await delivery()).toMatchObject({ acknowledgement });
  expect(firm.filings().map(({ webhookId }) => webhookId)).toEqual([packet.referralId]);
});

test('a firm that answers too late has filed once when the retry is acknowledged', async () => {
  firm.next('fileThenStall');
  await expect(delivery({ timeoutMs: 300 })).rejects.toThrow(new ProviderUnavailable('timeout'));
  expect(await delivery()).toMatchObject({ acknowledgement });
  expect(firm.filings()).toHaveLength(1);
});

test('a firm that is busy says when to come back', async () => {
  firm.next('busy');
  await expect(delivery()).rejects.toMatchObject({ retryAfterMs: 30_000 });
});

test.each<[LawFirmStep, string]>([
  ['refuse', 'http-422'],
  ['conflictWithAnother', 'http-409'],
])('"%s" is for a person to look at', async (step, code) => {
  firm.next(step);
  await expect(delivery()).rejects.toThrow(new PacketRefused(code));
});

test('a firm with another secret refuses the signature', async () => {
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
  await expect(delivery({ secret: other })).rejects.toThrow(new PacketRefused('http-401'));
  expect(firm.filings()).toHaveLength(0);
});

test('a firm that is away is tried again later', async () => {
  const { url } = firm;
  await firm.close();
  await expect(delivery({ url })).rejects.toThrow(new ProviderUnavailable('ECONNREFUSED'));
  firm = await startLawFirmServer(secret);
});

test('packets never travel over plain http to another machine', () => {
  expect(() => httpsLawFirmSettings.parse({ url: 'http://firm.example/packets', secret })).toThrow('must be https');
});

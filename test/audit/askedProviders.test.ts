import { join } from 'node:path';
import { twilioShapedGateway, twilioShapedSettings } from '../../activities/adapters/sms/twilioShapedGateway';
import { twilioShapedRecords } from '../../activities/adapters/sms/twilioShapedRecords';
import type { Messenger, ProviderRecords } from '../../activities/ports';
import { workerVariables } from '../../settings/variables';
import { wireRecords } from '../../worker/wireRecords';
import { startSmsGateway, type SmsGateway } from '../activities/adapters/gateways/smsGateway';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { damaged, named, providersOf, recordsIn } from './damaged';

let stored: StoredWorld;
let gateway: SmsGateway;
const settingsOf = (baseUrl: string) =>
  twilioShapedSettings.parse({
    baseUrl,
    accountSid: 'AC-test',
    authToken: 'token-test',
    sender: { from: '+886900000001' },
    publicUrl: 'http://127.0.0.1:8080',
  });

beforeAll(async () => {
  stored = await storedWorld();
  gateway = await startSmsGateway();
  const { messengers } = stored.world.ports as { messengers: Record<string, Messenger> };
  const outbox = messengers['sms']!;
  // One debtor lived while messages went to the outbox; then a gateway was wired, and two debtors share a number.
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-before');
  await stored.liveOn('A-before', '2026-03-12T12:00:00+08:00');
  messengers['sms'] = twilioShapedGateway(settingsOf(gateway.url));
  for (const id of ['A-one', 'A-two']) {
    stored.setTime('2026-03-01T09:00:00+08:00');
    await stored.begin(id);
    await stored.liveOn(id, '2026-03-12T12:00:00+08:00');
  }
  // Lost on the way back, and the gateway does not say that it has it: nobody knows.
  messengers['sms'] = {
    ...twilioShapedGateway(settingsOf(gateway.url)),
    lookUp: async () => ({ found: 'cannotTell' }),
  };
  gateway.next('acceptThenDrop');
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-lost');
  await stored.liveOn('A-lost', '2026-03-05T12:00:00+08:00');
  messengers['sms'] = outbox;
}, 120_000);
afterAll(async () => {
  await gateway.close();
  await stored.drop();
});

const recordsOf = async (url = gateway.url): Promise<ProviderRecords> => {
  const records = await recordsIn(stored.outbox);
  const sms = [...records.messages.sms, twilioShapedRecords(settingsOf(url), 2_000)];
  return { ...records, messages: { ...records.messages, sms } };
};
const found = async (records: ProviderRecords, ...damage: string[]): Promise<readonly string[]> =>
  named(await damaged(stored, damage, providersOf(records)));

test('what went over a gateway is found there, also where debtors share a number and where nobody knew [AUDIT]', async () => {
  expect(gateway.accepted().length).toBe(3);
  const states = await stored.db.selectFrom('attempts').select('status').where('account_id', '=', 'A-lost').execute();
  expect(states).toContainEqual({ status: 'unknown' });
  expect(await found(await recordsOf())).toEqual([]);
});

test('a message of the gateway that no decision stands for is found once, whoever shares the number [AUDIT]', async () => {
  const strange = await startSmsGateway();
  try {
    for (const { to, body } of gateway.accepted()) await twilioTake(strange, to, body);
    const names = await found(await recordsOf(strange.url));
    const brief = names.map((one) => one.replace(/ \d+$/, '')).sort();
    // None of these was ever acknowledged to us. One may be the message whose outcome nobody knows; the others are nobody's.
    expect(brief.slice(0, 2)).toEqual(['contactWithoutRecord A-one', 'contactWithoutRecord A-two']);
    expect(brief.slice(2).map((one) => one.split(' ')[0])).toEqual(['recordWithoutDecision', 'recordWithoutDecision']);
  } finally {
    await strange.close();
  }
});

async function twilioTake(taker: SmsGateway, to: string, text: string): Promise<void> {
  const message = { reference: 'x', to, subject: '', text, language: 'zh-TW', timeoutMs: 2_000 } as const;
  expect(await twilioShapedGateway(settingsOf(taker.url)).send(message)).toMatchObject({ outcome: 'accepted' });
}

test('a message at the gateway that is not what we kept is named, and so is one that went to somebody else', async () => {
  const forOne = gateway.accepted().find(({ reference }) => reference === 'A-one-2')!;
  const other = await startSmsGateway();
  try {
    await twilioTake(other, forOne.to, 'Pay at once.');
    const { sid } = other.accepted()[0]!;
    const given = `update journal set body = jsonb_set(body, '{providerRef}', '"${sid}"')
      where type = 'ContactSent' and body ->> 'attemptId' = 'A-one-2'`;
    expect(await found(await recordsOf(other.url), given)).toContain('recordDiffers A-one 2');
  } finally {
    await other.close();
  }
});

test('a gateway that does not answer has not been asked, and its accounts are not passed', async () => {
  const closed = await startSmsGateway();
  await closed.close();
  const names = await found(await recordsOf(closed.url));
  expect(new Set(names)).toEqual(
    new Set(['A-before', 'A-lost', 'A-one', 'A-two'].map((id) => `providerDidNotAnswer? ${id}`)),
  );
});

test('of a debtor who was erased no gateway can be asked: the address is gone', async () => {
  const names = await found(await recordsOf(), `update debtors set wrapped_key = '' where id = 'D-A-one'`);
  expect(names).toContain('providerCannotBeAsked? A-one');
  expect(names).toContain('textsAreErased? A-one');
  expect(names.some((one) => one.startsWith('contactWithoutRecord'))).toBe(false);
});

test('the records are wired as the ports are, by the same variables', async () => {
  const common = {
    DATABASE_URL: 'postgres://localhost/none',
    TEMPORAL_ADDRESS: 'localhost:1',
    ARREARS_MASTER_KEY: Buffer.alloc(32).toString('base64'),
    ARREARS_OUTBOX: stored.outbox,
  };
  const local = await wireRecords(workerVariables.parse(common));
  expect(local.cannotBeAsked).toEqual([]);
  expect(local.packets).not.toBeNull();
  expect(local.messages.sms).toHaveLength(1);
  const configured = await wireRecords(
    workerVariables.parse({
      ...common,
      SMS_GATEWAY_URL: gateway.url,
      SMS_ACCOUNT_SID: 'AC-test',
      SMS_AUTH_TOKEN: 'token-test',
      SMS_FROM: '+886900000001',
      SMTP_URL: 'smtp://localhost:1',
      SMTP_FROM: 'a@example.com',
      LAW_FIRM_URL: 'https://example.com/packets',
      LAW_FIRM_SECRET: `whsec_${'a'.repeat(32)}`,
    }),
  );
  expect(configured).toMatchObject({ cannotBeAsked: ['email'], packets: null });
  expect(await found(configured)).not.toContainEqual(expect.stringMatching(/^(contact|record)/));
  expect(
    await found(await wireRecords(workerVariables.parse({ ...common, ARREARS_OUTBOX: join(stored.outbox, 'x') }))),
  ).toContain('providerCannotBeAsked? A-one');
});

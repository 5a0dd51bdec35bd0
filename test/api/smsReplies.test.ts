import { isOptOut } from '../../api/routes/webhooks/optOutWords';
import { fillLookups } from '../../storage/contactLookup';
import { masterKeyFrom } from '../../storage/personalData';
import { readTexts } from '../../storage/queries/texts';
import type { FreshDatabase } from '../setup/freshDatabase';
import { masterKey, smsAuthToken, type ApiProcess } from './apiProcess';
import { newId, type Person } from './client';
import { eveningApi, type EveningApi } from './eveningApi';
import { replySms } from './replySms';
import { keepAttempt } from './rows';

let service: EveningApi;
let database: FreshDatabase;
let api: ApiProcess;
let operations: Person;
let handedOver: EveningApi['handedOver'];
beforeAll(async () => {
  service = await eveningApi({ ARREARS_LOG_LEVEL: 'debug' });
  ({ database, api, operations, handedOver } = service);
});
afterAll(() => service?.stop());

let lastNumber = 0;
/** A number that nobody else in this file has. */
const newNumber = (): string => `+88691234${String((lastNumber += 1)).padStart(4, '0')}`;

const reply = (from: string, text: string, changes: Record<string, string> = {}, token = smsAuthToken) =>
  replySms(api.url, from, text, changes, token);

type Heard = { type: string; textId?: string; [key: string]: unknown };
async function heardBy(accountId: string): Promise<Heard[]> {
  const facts = await service.factsOf(accountId);
  return facts.map((fact) => {
    const { from: _, ...heard } = fact;
    return heard;
  });
}

const ADDED = { status: 202, body: { outcome: 'added', matched: true } };

test('STOP ends the SMS to every account of the debtor, once however often it is told [CONSENT]', async () => {
  const [debtorId, mobile] = [newId(), newNumber()];
  const [one, two] = [await handedOver({ debtorId, mobile }), await handedOver({ debtorId, mobile })];
  const stranger = await handedOver({ mobile: newNumber() });
  const MessageSid = newId();
  expect(await reply(mobile, 'STOP', { MessageSid })).toMatchObject(ADDED);
  expect((await reply(mobile, 'STOP', { MessageSid })).body).toMatchObject({ outcome: 'repeated' });
  const optOut = { type: 'OptOutReported', ref: MessageSid, channel: 'sms', provenance: 'debtor' };
  expect(await heardBy(one)).toEqual([optOut]);
  expect(await heardBy(two)).toEqual([optOut]);
  expect(await heardBy(stranger)).toEqual([]);
});

test('every debtor who shares the number is heard, also where it is the number at home [CONSENT]', async () => {
  const number = newNumber();
  const [her, him] = [await handedOver({ mobile: number }), await handedOver({ homePhone: number })];
  expect(await reply(number, '退訂')).toMatchObject(ADDED);
  expect(await heardBy(her)).toMatchObject([{ type: 'OptOutReported' }]);
  expect(await heardBy(him)).toMatchObject([{ type: 'OptOutReported' }]);
});

test('an account that is handed over later knows that its debtor wants no SMS [CONSENT]', async () => {
  const [debtorId, mobile] = [newId(), newNumber()];
  await handedOver({ debtorId, mobile });
  await reply(mobile, 'stop');
  expect(await heardBy(await handedOver({ debtorId, mobile }))).toMatchObject([{ type: 'OptOutReported' }]);
});

test('any other reply waits for a person, its words sealed, with the account that wrote last [PRIVACY]', async () => {
  const [debtorId, mobile] = [newId(), newNumber()];
  const ids = [await handedOver({ debtorId, mobile }), await handedOver({ debtorId, mobile })].sort();
  const [silent, wrote] = ids as [string, string];
  await keepAttempt(database.db, { id: `${wrote}-2`, account_id: wrote, debtor_id: debtorId });
  const words = '我媽媽住院了，請停止催我';
  const MessageSid = newId();
  expect(await reply(mobile, words, { MessageSid })).toMatchObject(ADDED);
  expect(await heardBy(silent)).toEqual([]);
  const [heard] = await heardBy(wrote);
  expect(heard).toEqual({ type: 'ReplyReported', replyId: MessageSid, textId: expect.stringMatching(/^text-/) });
  const texts = await readTexts(database.db, masterKeyFrom(masterKey), [heard!.textId!]);
  expect(texts.get(heard!.textId!)).toBe(words);
});

test('a reply without words, such as a picture alone, waits for a person too', async () => {
  const mobile = newNumber();
  const id = await handedOver({ mobile });
  expect(await reply(mobile, '')).toMatchObject(ADDED);
  expect(await heardBy(id)).toMatchObject([{ type: 'ReplyReported', textId: null }]);
});

test('a reply that comes again is the same reply, also when another account has written since', async () => {
  const [debtorId, mobile] = [newId(), newNumber()];
  const ids = [await handedOver({ debtorId, mobile }), await handedOver({ debtorId, mobile })].sort();
  const [first, second] = ids as [string, string];
  const MessageSid = newId();
  await reply(mobile, 'who are you?', { MessageSid });
  await keepAttempt(database.db, { id: `${second}-2`, account_id: second, debtor_id: debtorId });
  expect((await reply(mobile, 'who are you?', { MessageSid })).body).toEqual({ outcome: 'repeated', matched: true });
  expect([(await heardBy(first)).length, (await heardBy(second)).length]).toEqual([1, 0]);
});

test.each([
  ['STOP', 'anything', 'OptOutReported'],
  ['START', 'START', 'ReplyReported'],
  ['HELP', 'STOP', 'ReplyReported'],
])('where the gateway knows the word itself, %s counts and not the text [CONSENT]', async (OptOutType, text, type) => {
  const mobile = newNumber();
  const id = await handedOver({ mobile });
  expect(await reply(mobile, text, { OptOutType })).toMatchObject(ADDED);
  expect(await heardBy(id)).toMatchObject([{ type }]);
});

test('START gives no channel back by itself: a person has to report that [CONSENT]', async () => {
  const mobile = newNumber();
  const id = await handedOver({ mobile });
  await reply(mobile, 'STOP');
  await reply(mobile, 'START');
  expect((await heardBy(id)).map(({ type }) => type)).toEqual(['OptOutReported', 'ReplyReported']);
});

test('a reply from a number that nobody has waits for a person, without number and words [PRIVACY]', async () => {
  const number = newNumber();
  const MessageSid = newId();
  const kept = await reply(number, '寄錯人了', { MessageSid });
  expect(kept).toMatchObject({ status: 202, body: { outcome: 'added', matched: false } });
  const { body } = await operations.get('/unmatched-facts?limit=200');
  const fact = (body['facts'] as { id: string; externalId: string }[]).find((one) => one.externalId === MessageSid);
  expect(fact).toMatchObject({ accountId: '?', type: 'ReplyReported' });
  const row = await database.db.selectFrom('inbox').selectAll().where('external_id', '=', MessageSid).execute();
  expect(JSON.stringify(row, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))).not.toMatch(
    new RegExp(`${number.slice(1)}|寄錯人了`),
  );
  expect(api.written()).not.toContain(number.slice(1));
});

test('while older numbers cannot be found yet, the gateway is asked to send again, and then it is heard [CONSENT]', async () => {
  const mobile = newNumber();
  const id = await handedOver({ mobile });
  await database.db.updateTable('contact_points').set({ lookup: null }).where('kind', '=', 'mobile').execute();
  const MessageSid = newId();
  expect(await reply(mobile, 'STOP', { MessageSid })).toMatchObject({
    status: 503,
    body: { code: 'numbersAreNotFindableYet' },
  });
  await fillLookups(database.db, masterKeyFrom(masterKey));
  expect(await reply(mobile, 'STOP', { MessageSid })).toMatchObject({ status: 202, body: { matched: true } });
  expect((await heardBy(id)).map(({ type }) => type)).toEqual(['OptOutReported']);
});

test('a reply that is not signed with our token is refused and leaves nothing', async () => {
  const mobile = newNumber();
  const id = await handedOver({ mobile });
  expect(await reply(mobile, 'STOP', {}, 'another-token')).toMatchObject({
    status: 401,
    body: { code: 'signatureIsWrong' },
  });
  expect(await heardBy(id)).toEqual([]);
});

test.each([
  ['an id that is a sentence', { MessageSid: 'she wrote' }, 'MessageSid'],
  ['no sender', { From: '' }, 'From'],
])('a signed reply with %s is 400 and names the field', async (_, changes, path) => {
  expect(await reply(newNumber(), 'STOP', changes)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test.each(['STOP', ' stop. ', 'StopAll', 'Stop all', 'UNSUBSCRIBE', 'ＳＴＯＰ', 'cancel', 'END', 'Quit', 'opt-out'])(
  '%j is an opt-out in English [CONSENT]',
  (text) => expect(isOptOut(text)).toBe(true),
);
test.each(['T', 'td', 'ＴＤ', 'R', '退订', '退訂', '取消', '停止', '「退订」', '回复TD退订'])(
  '%j is an opt-out in Chinese [CONSENT]',
  (text) => expect(isOptOut(text)).toBe(true),
);
test.each(['', 'please stop calling my mother', 'I paid, stop', 'START', 'YES', '我不想退订', 'Ted', '好'])(
  '%j is not: a person reads it',
  (text) => expect(isOptOut(text)).toBe(false),
);

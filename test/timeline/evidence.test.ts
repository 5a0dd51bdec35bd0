import { sql } from 'kysely';
import { timelineHtml } from '../../cli/timeline/html/timelineHtml';
import type { Timeline } from '../../cli/timeline/model';
import { readTimeline } from '../../cli/timeline/readTimeline';
import type { Role } from '../../cli/timeline/roles';
import { keepText } from '../../storage/debtors';
import { sealWords } from '../../storage/queries/texts';
import { asOwner } from '../storage/asOwner';
import { handedOver } from '../storage/handedOver';
import { MASTER, ms, storedWorld, type StoredWorld } from '../storage/storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());

const lifeOf = (accountId: string, role: Role = 'operator'): Promise<Timeline> =>
  readTimeline(stored.db, {
    accountId,
    role,
    master: role === 'engineer' ? null : MASTER,
    now: ms('2026-03-02T12:00:00+08:00'),
  });
const entriesIn = ({ chapters }: Timeline) => chapters.flatMap(({ days }) => days.flatMap(({ entries }) => entries));
const firstMessage = (life: Timeline) => entriesIn(life).find(({ type }) => type === 'ContactReserved')!;

/** An account to whom one message went out; gives the id of its text. */
async function writtenTo(id: string): Promise<string> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin(id);
  await stored.liveOn(id, '2026-03-02T09:00:00+08:00');
  return firstMessage(await lifeOf(id)).paper!.textId;
}

test('a text that is the one the journal names is shown as proven, and nothing is wrong', async () => {
  await writtenTo('E-good');
  const life = await lifeOf('E-good');
  expect(firstMessage(life).paper).toMatchObject({ state: 'matches', subject: '逾期帳款通知' });
  expect(life.alarms).toEqual([]);
  expect(firstMessage(await lifeOf('E-good', 'engineer')).paper).toMatchObject({
    state: 'notOpened',
    paragraphs: null,
  });
});

test('a text that was exchanged is shown, and said not to be the one that went out', async () => {
  const textId = await writtenTo('E-other');
  await asOwner(stored.url, (owner) => sql`delete from texts where id = ${textId}`.execute(owner));
  const content = JSON.stringify({ language: 'zh-TW', subject: '偽造', text: '從來沒有寄出' });
  await keepText(stored.db, MASTER, { id: textId, debtorId: 'D-E-other', content });
  const life = await lifeOf('E-other');
  const { paper, version } = firstMessage(life);
  expect(paper).toMatchObject({ state: 'differs', paragraphs: ['從來沒有寄出'] });
  expect(life.alarms).toEqual([`Event ${version}: ${paper!.verdict}`]);
  expect(timelineHtml(life)).toContain('is NOT the one that the journal names');
  expect(firstMessage(await lifeOf('E-other', 'engineer')).paper).toMatchObject({ state: 'differs', paragraphs: null });
});

test('words of a debtor that were exchanged are found out, though the journal holds their id alone', async () => {
  await writtenTo('E-words');
  const { textId } = (await sealWords(stored.db, MASTER, 'E-words', '我會付錢'))!;
  await stored.post('E-words', 'reply', { fact: { type: 'ReplyReported', replyId: 'SM-1', textId } });
  await stored.takeTurn('E-words');
  expect((await lifeOf('E-words')).alarms).toEqual([]);
  await asOwner(stored.url, (owner) => sql`delete from texts where id = ${textId}`.execute(owner));
  await keepText(stored.db, MASTER, { id: textId, debtorId: 'D-E-words', content: '我不付錢' });
  expect((await lifeOf('E-words')).alarms).toEqual([expect.stringContaining('NOT the one')]);
});

test('a text that is gone and one that does not open are said, and nothing is passed over', async () => {
  const [gone, cut] = [await writtenTo('E-gone'), await writtenTo('E-cut')];
  await asOwner(stored.url, async (owner) => {
    await sql`delete from texts where id = ${gone}`.execute(owner);
    await sql`update texts set content = substring(content for 30) where id = ${cut}`.execute(owner);
  });
  const [missing, damaged] = [await lifeOf('E-gone'), await lifeOf('E-cut')];
  expect(firstMessage(missing).paper).toMatchObject({ state: 'missing', paragraphs: null });
  expect(firstMessage(damaged).paper).toMatchObject({ state: 'damaged', paragraphs: null });
  expect([missing.alarms.length, damaged.alarms.length]).toEqual([1, 1]);
});

test('a message whose own words are not kept any more is withheld whole from who may not read them [PRIVACY]', async () => {
  await writtenTo('E-own');
  const words = (await sealWords(stored.db, MASTER, 'E-own', '請儘快\n回電'))!;
  const message = { messageId: 'M-1', channel: 'sms', ...words, findings: [], by: 'collector-2' } as const;
  await stored.post('E-own', 'message', { command: { type: 'SendMessage', ...message } });
  await stored.liveOn('E-own', '2026-03-03T12:00:00+08:00');
  const papersFor = async (role: Role) => {
    const papers = entriesIn(await lifeOf('E-own', role)).filter(({ type }) => type === 'ContactReserved');
    return papers.map(({ paper }) => paper!).find(({ verdict }) => verdict.startsWith('Withheld'));
  };
  expect(await papersFor('auditor')).toBeUndefined();
  await asOwner(stored.url, (owner) => sql`delete from texts where id = ${words.textId}`.execute(owner));
  expect(await papersFor('auditor')).toMatchObject({ paragraphs: null, subject: null, state: 'matches' });
  expect(await papersFor('operator')).toBeUndefined();
  expect(timelineHtml(await lifeOf('E-own', 'auditor'))).not.toMatch(/請儘快|回電/);
});

test('what was erased is said to be erased, and that is no alarm', async () => {
  await writtenTo('E-erased');
  await asOwner(stored.url, (owner) => sql`update debtors set wrapped_key = '' where id = 'D-E-erased'`.execute(owner));
  for (const role of ['legal', 'engineer'] as const) {
    const life = await lifeOf('E-erased', role);
    expect(firstMessage(life).paper).toMatchObject({ state: 'erased', paragraphs: null });
    expect(life.head.find(([label]) => label === 'debtor')![1]).toBe('D-E-erased, erased: the key was destroyed');
    expect(life.alarms).toEqual([]);
  }
});

test('where the hash chain is broken the page says so at its top, and from which event on', async () => {
  await writtenTo('E-forged');
  await asOwner(stored.url, async (owner) => {
    await sql`alter table journal disable trigger journal_is_append_only`.execute(owner);
    await sql`update journal set build = 'forged' where account_id = 'E-forged' and version = 2`.execute(owner);
    await sql`alter table journal enable trigger journal_is_append_only`.execute(owner);
  });
  const life = await lifeOf('E-forged');
  expect(life.alarms).toEqual([expect.stringContaining('is BROKEN at version 2 (altered)')]);
  const html = timelineHtml(life);
  expect(html.indexOf('is BROKEN at version 2')).toBeLessThan(html.indexOf('<article'));
});

test('an account that nobody handed over, one without an event, and a journal with a hole are refused with the reason', async () => {
  await expect(lifeOf('NOBODY')).rejects.toThrow('Nobody handed over an account NOBODY.');
  await stored.take([handedOver('E-unborn')]);
  await expect(lifeOf('E-unborn')).rejects.toThrow('waits for its first turn');
  await writtenTo('E-hole');
  await asOwner(stored.url, async (owner) => {
    await sql`alter table journal disable trigger journal_is_append_only`.execute(owner);
    await sql`delete from journal where account_id = 'E-hole' and version = 2`.execute(owner);
    await sql`alter table journal enable trigger journal_is_append_only`.execute(owner);
  });
  await expect(lifeOf('E-hole')).rejects.toThrow('The journal of E-hole is broken at version 2');
});

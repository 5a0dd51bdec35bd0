import { timelineHtml } from '../../cli/timeline/html/timelineHtml';
import type { Timeline } from '../../cli/timeline/model';
import { timelinePdf } from '../../cli/timeline/pdf/timelinePdf';
import { readTimeline } from '../../cli/timeline/readTimeline';
import { ROLES, type Role } from '../../cli/timeline/roles';
import { timelineJson } from '../../cli/timeline/timelineJson';
import { readPdf } from '../activities/adapters/letter/readPdf';
import { manyLives } from '../storage/manyLives';
import { MASTER, ms, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { livedLife, PERSON, SECRETS, WORDS } from './livedLife';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await livedLife(stored, 'T-1');
  await manyLives(stored);
});
afterAll(() => stored.drop());

const now = ms('2026-07-20T12:00:00+08:00');
const lifeFor = (role: Role, accountId = 'T-1'): Promise<Timeline> =>
  readTimeline(stored.db, { accountId, role, master: MASTER, now });
const entriesIn = ({ chapters }: Timeline) => chapters.flatMap(({ days }) => days.flatMap(({ entries }) => entries));
const entryOf = (life: Timeline, type: string) => entriesIn(life).find((entry) => entry.type === type)!;

/** Everything that a role could read anywhere, on paper too. Spaces at the end of a printed line are not drawn. */
async function allFor(role: Role): Promise<string> {
  const life = await lifeFor(role);
  const json = JSON.stringify(timelineJson(life), (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part));
  const paper = readPdf(await timelinePdf(life)).flat();
  return [timelineHtml(life), json, paper.map(({ text }) => text).join('')].join('\n');
}

test('every event of every life has its entry, in order, with a sentence, who, the pack and its place in the chain [RECORD]', async () => {
  const accounts = ['T-1', 'A-paid', 'A-word', 'A-late', 'A-legal', 'A-back', 'A-ill'];
  const types = new Set<string>();
  for (const accountId of accounts) {
    const rows = await stored.db
      .selectFrom('journal')
      .select(['version', 'type', 'hash', 'policy_hash'])
      .where('account_id', '=', accountId)
      .orderBy('version')
      .execute();
    const entries = entriesIn(await lifeFor('operator', accountId));
    expect(entries.map(({ version, type, hash, policy }) => [version, type, hash, policy.hash])).toEqual(
      rows.map(({ version, type, hash, policy_hash }) => [version, type, hash, policy_hash]),
    );
    for (const { says, who, why } of entries) {
      expect(says).toMatch(/^.{10,}\.$/);
      expect(who).not.toBe('');
      expect(why.map(([label]) => label)).toEqual(expect.arrayContaining(['decided', 'policy', 'cause', 'journal']));
    }
    for (const { type } of entries) types.add(type);
  }
  expect(types.size).toBeGreaterThan(30);
});

test('entries stand under the stage and the day of the debtor’s own calendar', async () => {
  const { chapters } = await lifeFor('engineer');
  expect(chapters.map(({ title }) => title)).toEqual(['reminder', 'negotiation', 'disposal']);
  const [first] = chapters[0]!.days;
  expect(first).toMatchObject({ day: '2026-03-01', weekday: 'Sunday' });
  expect(first!.entries[0]).toMatchObject({ type: 'AccountOpened', clock: '09:00', who: 'hand-over' });
  const days = chapters.flatMap(({ days }) => days.map(({ day }) => day));
  expect(days).toEqual([...days].sort());
});

test('a contact that was made and one that a rule forbade look different, in words too, and each has its proof', async () => {
  const html = timelineHtml(await lifeFor('operator'));
  const articleWith = (says: string) => html.split('<article').find((article) => article.includes(says))!;
  const made = articleWith('Decides on the sms &quot;first-sms&quot;');
  expect(made).toMatch(/^ class="contact"/);
  expect(made).toContain('<span class="badge">contact</span>');
  expect(made).toContain('0 of 3 contacts today\n0 of 10 contacts in 7 days');
  expect(made).toContain('<dt>window</dt><dd>2026-03-01 07:00 to 22:00 Asia/Taipei</dd>');
  expect(made).toMatch(/<dt>template<\/dt><dd>reminder, version \d+\napproved by compliance committee/);
  const forbidden = articleWith('The email &quot;first-email&quot; is not made [CONSENT]');
  expect(forbidden).toMatch(/^ class="refused"/);
  expect(forbidden).toContain('<span class="badge">not made</span>');
  expect(forbidden).toContain('<dd>CONSENT: A channel that the debtor opted out of is not used');
  expect(articleWith('The debtor promises')).toMatch(/the command AgreePromise, from test as T-1-promise/);
});

test('the balance is drawn with each contact on it, made or not', async () => {
  const { curve, ...life } = await lifeFor('engineer');
  expect(curve.points.map(({ balanceMinor }) => balanceMinor)).toEqual([
    2_060_000n,
    2_020_000n,
    1_620_000n,
    1_320_000n,
    1_320_000n,
  ]);
  const types = entriesIn({ curve, ...life }).map(({ type }) => type);
  const of = (...some: string[]) => types.filter((type) => some.includes(type)).length;
  expect(curve.marks.filter(({ look }) => look === 'contact')).toHaveLength(of('ContactReserved', 'LetterIssued'));
  expect(curve.marks.filter(({ look }) => look === 'refused')).toHaveLength(of('ContactSuppressed'));
  expect(timelineHtml({ curve, ...life })).toContain('<svg');
  const late = await lifeFor('engineer', 'A-late');
  const lateTypes = entriesIn(late).map(({ type }) => type);
  expect(lateTypes).toContain('ContactMissed');
  const notMade = lateTypes.filter((type) => type === 'ContactMissed' || type === 'ContactSuppressed');
  expect(late.curve.marks.filter(({ look }) => look === 'refused')).toHaveLength(notMade.length);
});

test('an engineer finds nothing of the person anywhere, also where the key is at hand [PRIVACY]', async () => {
  const all = await allFor('engineer');
  expect(SECRETS.filter((secret) => all.includes(secret))).toEqual([]);
  expect(all).toContain('nothing personal: ids and hashes only');
  expect(all).not.toMatch(/您好|歐|•/);
  // The same search does find what others see, so it can fail.
  const legal = await allFor('legal');
  expect(SECRETS.filter((secret) => !legal.includes(secret))).toEqual([]);
});

test('an operator reads name and texts, and no number or address in clear [PRIVACY]', async () => {
  const all = await allFor('operator');
  const seen = SECRETS.filter((secret) => all.includes(secret));
  expect(seen).toEqual([PERSON.name, '媽媽住院', '沒有買過', '想聽聽您']);
  expect(all).toContain('+886•••••777');
  expect(all).toContain(`${PERSON.name}您好`);
});

test('an auditor reads what went out with the person masked in it, and nobody’s own words, not even inside a message [PRIVACY]', async () => {
  const all = await allFor('auditor');
  expect(SECRETS.filter((secret) => all.includes(secret))).toEqual([]);
  expect(all).toContain('歐••您好');
  expect(all).toContain('[words of a collector’s own: withheld]');
  const life = await lifeFor('auditor');
  expect(entryOf(life, 'ReplyReceived').paper).toMatchObject({
    paragraphs: null,
    state: 'matches',
    verdict: expect.stringMatching(/^Withheld from this role\. /),
  });
});

test.each(ROLES)('the page for %s says for whom it was made and what is masked', async (role) => {
  const life = await lifeFor(role);
  expect(timelineHtml(life)).toContain(`Made for the role <b>${role}</b>: ${life.sees}.`);
  const pages = readPdf(await timelinePdf(life));
  expect(pages[0]!.map(({ text }) => text).join('')).toContain(`Made for the role ${role}`);
  for (const page of pages) expect(page.map(({ text }) => text)).toContain(`Account T-1, for the role ${role}`);
});

test('what people wrote cannot become a part of the page', async () => {
  const html = timelineHtml(await lifeFor('operator'));
  const papers = [...html.matchAll(/<div class="paper">(.*?)<p class="seal/g)].map(([, paper]) => paper!);
  expect(papers).toContainEqual(
    expect.stringContaining('請不要再寫信來 &lt;script>alert(&quot;x&quot;)&lt;/script> &amp; 我媽媽住院了 😀'),
  );
  expect(papers).toContainEqual(expect.stringContaining('<p>金額 &lt;b>不對&lt;/b></p>'));
  expect(html).not.toMatch(/<script|<b>不對/);
  expect(html).not.toMatch(/(src|href)=/);
  expect(WORDS.reply).toContain('<script>');
});

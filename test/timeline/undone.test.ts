import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { timelineHtml } from '../../cli/timeline/html/timelineHtml';
import type { Timeline } from '../../cli/timeline/model';
import { timelinePdf } from '../../cli/timeline/pdf/timelinePdf';
import { readTimeline } from '../../cli/timeline/readTimeline';
import { isUndone, undoneIn } from '../../cli/timeline/undone';
import { readPdf } from '../activities/adapters/letter/readPdf';
import { attemptId, issued, reserved, taipei } from '../domain/accounts';
import { ms, storedWorld, type StoredWorld } from '../storage/storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());

const lifeOf = (accountId: string): Promise<Timeline> =>
  readTimeline(stored.db, { accountId, role: 'engineer', master: null, now: ms('2026-03-04T12:00:00+08:00') });
const entriesIn = ({ chapters }: Timeline) => chapters.flatMap(({ days }) => days.flatMap(({ entries }) => entries));
const decisionIn = (life: Timeline) => entriesIn(life).find(({ type }) => type === 'ContactReserved')!;

/** The first message of an account, with the provider away; then what keeps it from going out. */
async function unsent(id: string, because: () => Promise<unknown>): Promise<Timeline> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  const outbox = join(stored.outbox, 'sms');
  await rm(outbox, { recursive: true, force: true });
  await writeFile(outbox, 'no folder');
  await stored.begin(id);
  await stored.liveOn(id, '2026-03-01T21:00:00+08:00');
  await because();
  return lifeOf(id);
}

test('a contact that was decided on and never went out cannot be taken for one that was made', async () => {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('U-made');
  await stored.liveOn('U-made', '2026-03-02T00:00:00+08:00');
  const made = await lifeOf('U-made');
  expect(decisionIn(made)).toMatchObject({ look: 'contact', decided: 'contact made' });
  expect(timelineHtml(made)).toContain(`<article class="contact" id="event-${decisionIn(made).version}"`);

  const withdrawn = await unsent('U-withdrawn', async () => {
    const dispute = { type: 'DisputeReported', disputeId: 'DI-1', ground: 'amount', textId: null } as const;
    await stored.post('U-withdrawn', 'dispute', { fact: dispute });
    await stored.takeTurn('U-withdrawn');
  });
  const missed = await unsent('U-missed', () => stored.liveOn('U-missed', '2026-03-02T00:00:00+08:00'));
  expect(entriesIn(withdrawn).map(({ type }) => type)).toContain('ContactWithdrawn');
  expect(entriesIn(missed).map(({ type }) => type)).toContain('ContactMissed');
  for (const life of [withdrawn, missed]) {
    const entry = decisionIn(life);
    expect(entry).toMatchObject({ look: 'unsent', decided: 'decided, not sent' });
    expect(entry.why).toContainEqual(['decided', 'decided, not sent']);
    const html = timelineHtml(life);
    expect(html).toContain(`<article class="unsent" id="event-${entry.version}"`);
    expect(html).toContain('<span class="badge">decided, not sent</span>');
    expect(html).not.toMatch(/why: contact made|class="contact"/);
    const paper = readPdf(await timelinePdf(life)).flat();
    expect(paper.map(({ text }) => text)).toContain('decided, not sent');
    expect(life.curve.marks.map(({ look }) => look)).not.toContain('contact');
  }
});

test('contacts that failed and letters that were spoiled are undone, and the others are not', () => {
  const at = taipei('2026-03-02 10:00');
  const letters = [issued('letter', at, 'L-1'), issued('letter', at, 'L-2')] as const;
  const printed = { type: 'LetterPrinted', at, providerRef: 'p', sha256: 'b'.repeat(64) } as const;
  const undone = undoneIn([
    { type: 'ContactFailed', at, attemptId: attemptId('try-first'), code: '21211' },
    { type: 'LetterSpoiled', at, registerNumber: 'L-1', rule: 'DISPUTE' },
  ]);
  const of = [reserved('first', at), letters[0], { ...printed, registerNumber: 'L-1' }];
  const others = [reserved('second', at), letters[1], { ...printed, registerNumber: 'L-2' }];
  expect(of.map((event) => isUndone(event, undone))).toEqual([true, true, true]);
  expect(others.map((event) => isUndone(event, undone))).toEqual([false, false, false]);
});

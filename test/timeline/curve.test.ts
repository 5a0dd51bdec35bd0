import { curveOf } from '../../cli/timeline/curve';
import type { Lived } from '../../cli/timeline/entries';
import type { AccountEvent } from '../../domain/events';
import { attemptId, opened, reserved, taipei } from '../domain/accounts';

const curve = (...events: AccountEvent[]) => {
  const told = events.map(({ at }) => ({ entry: { at }, account: { balance: opened().balance } }) as Lived);
  return curveOf(told, events, taipei('2026-04-01 09:00'));
};
const at = taipei('2026-03-02 10:00');

test('a contact that was decided on and never went out is marked once, as not made', () => {
  const undone = { at, attemptId: attemptId('try-first') };
  for (const event of [
    { type: 'ContactWithdrawn', ...undone, rule: 'DISPUTE' },
    { type: 'ContactFailed', ...undone, code: '21211' },
  ] as const) {
    expect(curve(opened(), reserved('first', at), reserved('second', at), event).marks.map(({ look }) => look)).toEqual(
      ['refused', 'contact'],
    );
  }
  const sent = { type: 'ContactSent', ...undone, providerRef: 'x' } as const;
  expect(curve(opened(), reserved('first', at), sent).marks.map(({ look }) => look)).toEqual(['contact']);
});

test('the line goes on to the moment of the page, and not back where the last event is later', () => {
  expect(curve(opened()).points.map(({ at }) => at)).toEqual([opened().at, taipei('2026-04-01 09:00')]);
  const later = { ...opened(), at: taipei('2026-05-01 09:00') };
  expect(curve(later).points.at(-1)!.at).toBe(later.at);
});

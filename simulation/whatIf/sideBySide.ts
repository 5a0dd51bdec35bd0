import type { AccountEvent } from '../../domain/events';
import type { Instant } from '../../domain/time';
import { said } from './said';
import type { AccountWhatIf } from './result';

/** A moment of the two lives: what each of them did. */
export type Side = Readonly<{ at: Instant; was: string; wouldBe: string; isSame: boolean }>;

/** Both lives in one order of time: what happens in both at the same moment stands in one line. */
export function sideBySide({ lives }: AccountWhatIf): readonly Side[] {
  const sides: Side[] = [];
  const left = lives.was.map(({ event, version }) => ({ event, isExpected: version > lives.recorded }));
  const right = lives.wouldBe.map(({ event }) => ({ event, isExpected: false }));
  while (left.length > 0 || right.length > 0) {
    const [one, other] = [left[0] ?? null, right[0] ?? null];
    if (one && other && one.event.at === other.event.at) {
      const isSame = said(one.event) === said(other.event);
      sides.push({ at: one.event.at, was: words(one), wouldBe: words(other), isSame });
      left.shift();
      right.shift();
      continue;
    }
    const isLeft = other === null || (one !== null && one.event.at < other.event.at);
    sides.push(alone(isLeft ? left.shift()! : right.shift()!, isLeft));
  }
  return sides;
}

type Told = Readonly<{ event: AccountEvent; isExpected: boolean }>;

/** What comes after the journal's last event is no record. */
const words = ({ event, isExpected }: Told): string => (isExpected ? `expected: ${said(event)}` : said(event));

const alone = (told: Told, isLeft: boolean): Side => ({
  at: told.event.at,
  was: isLeft ? words(told) : '',
  wouldBe: isLeft ? '' : words(told),
  isSame: false,
});

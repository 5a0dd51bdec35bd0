import type { AccountEvent } from '../../domain/events';
import type { Instant } from '../../domain/time';
import { said } from './said';
import type { AccountWhatIf } from './result';

/** A moment of the two lives: what each of them did. */
export type Side = Readonly<{ at: Instant; was: string; wouldBe: string; isSame: boolean }>;

/** Both lives in one order of time: what happens in both at the same moment stands in one line. */
export function sideBySide({ lives }: AccountWhatIf): readonly Side[] {
  const sides: Side[] = [];
  const left = lives.was.map(({ event }) => event);
  const right = lives.wouldBe.map(({ event }) => event);
  while (left.length > 0 || right.length > 0) {
    const [one, other] = [left[0] ?? null, right[0] ?? null];
    if (one && other && one.at === other.at) {
      const isSame = said(one) === said(other);
      sides.push({ at: one.at, was: said(one), wouldBe: said(other), isSame });
      left.shift();
      right.shift();
      continue;
    }
    const isLeft = other === null || (one !== null && one.at < other.at);
    sides.push(alone(isLeft ? left.shift()! : right.shift()!, isLeft));
  }
  return sides;
}

const alone = (event: AccountEvent, isLeft: boolean): Side => ({
  at: event.at,
  was: isLeft ? said(event) : '',
  wouldBe: isLeft ? '' : said(event),
  isSame: false,
});

import type { KeptRun } from '../../histories/keptRun';
import type { KnownRows } from './holdAgainst';
import { endOf, witnessesOf, type Witness } from './results';
import { hasOpenEffect, isCutShort, isUnheard } from './unheard';

/**
 * Versions that attempts may have written whose end nobody heard. They lie right before what the next result of that run found,
 * or, where the run was cut short, right behind its last. Any other version without a name came from a run that is gone.
 */
export function lostWrites(runs: readonly KeptRun[], rows: KnownRows, isNamed: (version: number) => boolean) {
  const byId = new Map(runs.map((run) => [run.runId, witnessesOf(run)]));
  return new Set(
    runs.flatMap((run) => {
      const before = run.continuedFrom === null ? undefined : byId.get(run.continuedFrom)?.at(-1);
      return lostBy(run, byId.get(run.runId)!, before).flatMap((span) => versionsIn(span, rows, isNamed));
    }),
  );
}

/** From `from` towards `to`; so many turns at most where nobody knows what was there when the attempt began, or how much it did. */
type Span = Readonly<{ from: number; to: number; turnsMax: number }>;

/** An effect that reserves, acts and closes writes thrice. */
const EFFECT_TURNS = 3;

function lostBy(run: KeptRun, witnesses: readonly Witness[], before: Witness | undefined): readonly Span[] {
  const spans = run.events.filter(isUnheard).flatMap(({ eventId }): Span[] => {
    const next = witnesses.findIndex((witness) => witness.eventId >= Number(eventId));
    if (next === -1) return [];
    const last = witnesses[next - 1] ?? before;
    return [{ from: witnesses[next]!.wrote.after, to: last ? endOf(last) + 1 : 1, turnsMax: last ? Infinity : 1 }];
  });
  if (!isCutShort(run)) return spans;
  const last = witnesses.at(-1) ?? before;
  return [
    ...spans,
    { from: last ? endOf(last) + 1 : 1, to: Infinity, turnsMax: hasOpenEffect(run) ? EFFECT_TURNS : 1 },
  ];
}

function versionsIn({ from, to, turnsMax }: Span, rows: KnownRows, isNamed: (version: number) => boolean): number[] {
  const step = from <= to ? 1 : -1;
  const turns = new Set<number | null>();
  const found: number[] = [];
  for (let version = from; rows.has(version) && (to - version) * step >= 0; version += step) {
    turns.add(rows.get(version)!.turn);
    const isTooMuch = turns.size > turnsMax || (turnsMax < Infinity && turns.has(null));
    if (isNamed(version) || isTooMuch) break;
    found.push(version);
  }
  return found;
}

import type { Instant } from '../../domain/time';
import type { Entry, Timeline } from './model';

const iso = (at: Instant): string => new Date(at).toISOString();

/** The same for programs: moments in ISO 8601, amounts as texts of minor units. What only helps drawing is left out. */
export const timelineJson = (timeline: Timeline) => ({
  accountId: timeline.accountId,
  debtorId: timeline.debtorId,
  name: timeline.name,
  product: timeline.product,
  currency: timeline.currency,
  timeZone: timeline.timeZone,
  role: timeline.role,
  sees: timeline.sees,
  generatedAt: iso(timeline.generatedAt),
  head: factsOf(timeline.head),
  packs: factsOf(timeline.packs),
  alarms: timeline.alarms,
  chain: timeline.chain,
  entries: timeline.chapters.flatMap(({ stage, days }) =>
    days.flatMap(({ day, entries }) => entries.map((entry) => ({ stage, day, ...entryJson(entry) }))),
  ),
});

const factsOf = (lines: Timeline['head']) =>
  lines.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));

/** `why` and `clock` say the same once more for people. */
function entryJson(entry: Entry) {
  const { cause, proof } = entry;
  return {
    ...entry,
    why: undefined,
    clock: undefined,
    at: iso(entry.at),
    cause: cause.kind === 'message' ? { ...cause, receivedAt: iso(cause.receivedAt) } : cause,
    proof: proof && {
      ...proof,
      window: proof.window && { opensAt: iso(proof.window.opensAt), closesAt: iso(proof.window.closesAt) },
    },
  };
}

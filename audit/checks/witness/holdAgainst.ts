import type { Flaw } from '../../histories';
import type { Witness, Wrote } from './results';

/** A row of the journal, as far as a history can know it. `turn`: which version the turn found that wrote it, where turns were kept. */
export type KnownRow = Readonly<{ version: number; type: string; hash: string; build: string; turn: number | null }>;
export type KnownRows = ReadonlyMap<number, KnownRow>;

/** Every version that a result names has to be in the journal, of this type and with this hash. */
export function holdAgainst(witnesses: readonly Witness[], rows: KnownRows): readonly Flaw[] {
  const found = new Map<number, Flaw & { version: number }>();
  for (const witness of witnesses) {
    for (const claim of claimsOf(witness.wrote)) {
      const flaw = found.has(claim.version) ? null : contradiction(claim, rows.get(claim.version), witness.runId);
      if (flaw) found.set(claim.version, flaw);
    }
  }
  const inOrder = [...found.values()].sort((a, b) => a.version - b.version);
  return [firstOf(inOrder, 'eventIsMissing'), firstOf(inOrder, 'journalDiffersFromHistory')].flatMap(
    (one) => one ?? [],
  );
}

type Claim = Readonly<{ version: number; type: string | null; hash: string }>;

/** What a turn found before it, whose type it does not know, and what it wrote. */
const claimsOf = ({ after, afterHash, events }: Wrote): readonly Claim[] => [
  ...(after > 0 ? [{ version: after, type: null, hash: afterHash }] : []),
  ...events.map(([type, hash], place) => ({ version: after + 1 + place, type, hash })),
];

function contradiction(claim: Claim, row: KnownRow | undefined, runId: string): (Flaw & { version: number }) | null {
  const { version, type, hash } = claim;
  const claimed = `run ${runId} says that version ${version} is ${shown(type ?? 'a row', hash)}`;
  if (!row) {
    const says = `The journal has no version ${version}, and ${claimed}.`;
    return { kind: 'broken', what: 'eventIsMissing', says, version, runId };
  }
  if (row.hash === hash && (type ?? row.type) === row.type) return null;
  const says = `Version ${version} of the journal is ${shown(row.type, row.hash)}, but ${claimed}.`;
  return { kind: 'broken', what: 'journalDiffersFromHistory', says, version, runId };
}

const shown = (type: string, hash: string): string => `${type} ${hash.slice(0, 12)}`;

/** One altered row may change all that follow: the first is named, the others are counted. */
function firstOf(flaws: readonly Flaw[], what: string): Flaw | null {
  const [first, ...others] = flaws.filter((flaw) => flaw.what === what);
  if (!first || others.length === 0) return first ?? null;
  const more = others.length === 1 ? 'One later version does' : `${others.length} later versions do`;
  return { ...first, says: `${first.says} ${more} not agree either.` };
}

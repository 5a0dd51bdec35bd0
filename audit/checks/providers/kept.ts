import { sql } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../../storage/database';
import { openDebtorKey, unseal, type MasterKey } from '../../../storage/personalData';
import { proveTexts, type ProvenText } from '../../../storage/queries/provenTexts';
import type { Finding } from '../../finding';
import type { Dealings } from './dealings';
import { broken, notChecked } from './finding';

/** What we keep of what went out: texts by attempt or register number, addresses by contact point; personal. */
export type Kept = Readonly<{ texts: ReadonlyMap<string, ProvenText>; addresses: ReadonlyMap<string, string> }>;

export async function keptOf(trx: Trx, master: MasterKey, dealings: readonly Dealings[]): Promise<Kept> {
  const named = dealings.flatMap(({ attempts, letters }) => [
    ...[...attempts.values()].map(({ id, textSha256: sha256 }) => ({ id, sha256 })),
    ...[...letters.values()].map(({ registerNumber: id, textSha256: sha256 }) => ({ id, sha256 })),
  ]);
  const points = dealings.flatMap(({ attempts }) => [...attempts.values()].map((one) => one.contactPointId));
  return { texts: await proveTexts(trx, master, named), addresses: await addressesOf(trx, master, points) };
}

type Point = Readonly<{ id: string; debtor_id: string; value: Buffer; wrapped_key: Buffer }>;

/** Whoever was erased has no address any more. */
async function addressesOf(trx: Trx, master: MasterKey, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<Point>`select p.id, p.debtor_id, p.value, d.wrapped_key from contact_points p
    join debtors d on d.id = p.debtor_id where p.id = any(${[...new Set(ids)]}::text[]) and length(d.wrapped_key) > 0`.execute(
    trx,
  );
  return new Map(
    rows.flatMap(({ id, debtor_id, value, wrapped_key }) => {
      const opened = openOrNull(openDebtorKey(master, debtor_id, wrapped_key), value, id);
      return opened === null ? [] : [[id, opened]];
    }),
  );
}

function openOrNull(key: Buffer, value: Buffer, id: string): string | null {
  try {
    return unseal(key, value, id).toString();
  } catch {
    return null;
  }
}

const rendered = z.object({ subject: z.string(), text: z.string() });
export type Rendered = z.output<typeof rendered>;

/** What was to go out, word for word; null where nobody can say any more. */
export function renderedIn(text: ProvenText | undefined): Rendered | null {
  if (text?.state !== 'matches' || text.content === null) return null;
  const read = rendered.safeParse(JSON.parse(text.content));
  return read.success ? read.data : null;
}

const STATES = {
  differs: ['textDiffers', 'is not the one that the journal names by its hash'],
  damaged: ['textIsDamaged', 'does not open: it was altered or exchanged'],
  missing: ['textIsMissing', 'is not there any more'],
} as const;

/** The texts of what went out are as the journal names them. */
export function textFindings({ accountId, attempts, letters }: Dealings, { texts }: Kept): readonly Finding[] {
  const named = [
    ...[...attempts.values()].map(({ id, version }) => ({ id, version })),
    ...[...letters.values()].map(({ registerNumber: id, version }) => ({ id, version })),
  ];
  const wrong = named.flatMap(({ id, version }) => {
    const state = texts.get(id)?.state ?? 'missing';
    if (state === 'matches' || state === 'notOpened' || state === 'erased') return [];
    const [what, how] = STATES[state];
    return [broken(accountId, what, `The text of ${id} ${how}`, version)];
  });
  const isErased = named.some(({ id }) => texts.get(id)?.state === 'erased');
  const erased = notChecked(accountId, 'textsAreErased', 'The debtor was erased: nobody can say what was written');
  return isErased ? [...wrong, erased] : wrong;
}

import type { ContactPoint } from '../../domain/events';
import type { Db } from '../../storage/database';
import type { MasterKey } from '../../storage/personalData';
import { isErased, openDebtor, type OpenedDebtor } from '../../storage/queries/openDebtor';
import { maskName, maskPoint, type Secret } from './mask';
import { SIGHT, type Role } from './roles';

/** The debtor as a role may see them. A national id stands on no page at all. */
export type Debtor = Readonly<{
  id: string;
  name: string | null;
  isErased: boolean;
  /** How a contact point reads; null where its value is not shown. */
  pointOf(id: string): string | null;
  /** What must not stand in a text that is shown masked. */
  secrets: readonly Secret[];
}>;

export async function readDebtor(
  db: Db,
  master: MasterKey | null,
  id: string,
  role: Role,
  points: readonly ContactPoint[],
): Promise<Debtor> {
  const opened = master && (await openDebtor(db, master, id));
  if (!opened) return { id, name: null, isErased: await isErased(db, id), pointOf: () => null, secrets: [] };
  const { name, contacts } = SIGHT[role];
  const shown = new Map(points.map((point) => [point.id, valueOf(opened, point, contacts === 'clear')]));
  return {
    id,
    name: name === 'clear' ? opened.identity.name : maskName(opened.identity.name),
    isErased: false,
    pointOf: (pointId) => shown.get(pointId) ?? null,
    secrets: secretsOf(opened, points),
  };
}

function valueOf({ values }: OpenedDebtor, { id, kind }: ContactPoint, isClear: boolean): string | null {
  const value = values.get(id);
  if (value === undefined) return null;
  return isClear ? value.replaceAll('|', ', ') : maskPoint(kind, value);
}

function secretsOf({ identity, values }: OpenedDebtor, points: readonly ContactPoint[]): readonly Secret[] {
  const kinds = new Map(points.map(({ id, kind }) => [id, kind]));
  const ofPoints = [...values].flatMap(([id, value]) => {
    const shown = maskPoint(kinds.get(id) ?? 'address', value);
    return [value, ...value.split('|')].map((value) => ({ value, shown }));
  });
  const person = [{ value: identity.name, shown: maskName(identity.name) }];
  return [...person, ...ofPoints, ...(identity.nationalId ? [{ value: identity.nationalId, shown: '•••••' }] : [])];
}

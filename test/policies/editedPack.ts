import { parse, stringify } from 'yaml';
import type { PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import { parsePolicyPack } from '../../storage/policies';
import { calendars, PACK_DAY, packTextOf } from '../domain/policies';

export const PACKS = ['cn-bank-card', 'cn-micro-loan', 'tw-bank-card', 'us-reg-f'] as const;
export type PackId = (typeof PACKS)[number];
/** A place in a pack's file, and what stands there instead; `undefined` takes it away. */
export type Edit = readonly [path: readonly (string | number)[], value: unknown];

/** A pack without a notice has no text for one either. */
export const NO_NOTICE: Edit = [['templates', 'notice-of-debt'], undefined];

const asWritten = Object.fromEntries(PACKS.map((id) => [id, parse(packTextOf(id)) as unknown]));

/** The text of a real pack with other content in some places, which must be there. */
export function edited(id: PackId, ...edits: readonly Edit[]): string {
  const pack: unknown = structuredClone(asWritten[id]);
  for (const [path, value] of edits) {
    const parent = path.slice(0, -1).reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], pack);
    if (typeof parent !== 'object' || parent === null) throw new Error(`The pack has no place ${path.join('.')}`);
    if (value === undefined) delete (parent as Record<string, unknown>)[path.at(-1)!];
    else (parent as Record<string, unknown>)[path.at(-1)!] = value;
  }
  // Without aliases: what is repeated is written again.
  return stringify(pack, { aliasDuplicateObjects: false });
}

export const readPack = (yaml: string, id: PackId, today: Day = PACK_DAY): PolicyInForce =>
  parsePolicyPack(yaml, `${id}.yaml`, calendars, today);

/** Why a pack is refused; fails the test where it is not. */
export function refusalOf(yaml: string, id: PackId, today: Day = PACK_DAY): string {
  try {
    readPack(yaml, id, today);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The pack was not refused');
}

/** What a refusal says where one thing is wrong; `at` is empty for the pack as a whole. */
export const refusal = (id: PackId, reason: string, at: string): string =>
  `Policy pack ${id}.yaml is refused:\n✖ ${reason}${at === '' ? '' : `\n  → at ${at}`}`;

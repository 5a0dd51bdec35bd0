import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Calendar } from '../domain/calendar';
import type { PolicyInForce } from '../domain/policy';
import type { Day } from '../domain/time';
import { parseCalendar } from './calendarCodec';
import { PACK_RULES } from './packRules/packRules';
import { hashOf, packFile } from './policyCodec';

export const POLICIES_FOLDER = join(__dirname, '..', 'policies');

/** A file that was not taken; the reason names the file, the place in it, and what is wrong. */
export type RefusedFile = Readonly<{ file: string; reason: string }>;
export type PolicyFiles = Readonly<{ packs: readonly PolicyInForce[]; refused: readonly RefusedFile[] }>;

/** Reads the packs of a folder, and their calendars below it. A file that is wrong hides no other. */
export async function readPolicyPacks(folder: string, today: Day): Promise<PolicyFiles> {
  const calendars = await readEach(folder, 'calendars', parseCalendar, ({ id }) => id);
  const parsePack = (yaml: string, file: string) => parsePolicyPack(yaml, file, calendars.taken, today);
  const packs = await readEach(folder, '', parsePack, ({ policy }) => policy.id);
  return { packs: packs.taken, refused: [...calendars.refused, ...packs.refused] };
}

/** One pack, approved on this day; one that is wrong is refused with file, path and reason. */
export function parsePolicyPack(yaml: string, file: string, calendars: readonly Calendar[], today: Day): PolicyInForce {
  const pack = packFile(calendars).superRefine((policy, context) => {
    const refuse = (path: readonly (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path: [...path], message });
    for (const rule of PACK_RULES) rule(policy, refuse, today);
  });
  const parsed = pack.safeDecode(readYaml(yaml, file) as z.input<typeof pack>);
  if (!parsed.success) throw new Error(`Policy pack ${file} is refused:\n${z.prettifyError(parsed.error)}`);
  return { policy: parsed.data, hash: hashOf(parsed.data) };
}

function readYaml(yaml: string, file: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    throw new Error(`Policy pack ${file} is refused:\n${String(error)}`, { cause: error });
  }
}

/** The files of one folder in the order of their names; of two with the same id the second is refused. */
async function readEach<Read>(
  root: string,
  below: string,
  parseOne: (yaml: string, file: string) => Read,
  idOf: (read: Read) => string,
): Promise<{ taken: readonly Read[]; refused: readonly RefusedFile[] }> {
  const names = (await readdir(join(root, below))).filter((name) => name.endsWith('.yaml')).sort();
  const taken = new Map<string, { read: Read; file: string }>();
  const refused: RefusedFile[] = [];
  for (const file of names.map((name) => join(below, name))) {
    try {
      const read = parseOne(await readFile(join(root, file), 'utf8'), file);
      const first = taken.get(idOf(read));
      if (first) throw new Error(`${file} is refused:\n✖ ${first.file} has the id ${idOf(read)} already\n  → at id`);
      taken.set(idOf(read), { read, file });
    } catch (error) {
      refused.push({ file, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { taken: [...taken.values()].map(({ read }) => read), refused };
}

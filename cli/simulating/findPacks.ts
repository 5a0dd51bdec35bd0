import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import { POLICIES_FOLDER } from '../../storage/policies';
import { readPackFile } from '../policies/readPackFile';

/** Where each named pack lies: a file, or one of the service's own by its id. Throws for one that nobody knows. */
export async function packPaths(names: readonly string[]): Promise<readonly string[]> {
  const own = (await readdir(POLICIES_FOLDER))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -5));
  return names.map((name) => {
    if (name.endsWith('.yaml') || name.endsWith('.yml')) return name;
    if (own.includes(name)) return join(POLICIES_FOLDER, `${name}.yaml`);
    throw new Error(`There is no pack ${name}. Give a .yaml file, or one of ${own.sort().join(', ')}.`);
  });
}

/** Reads packs as of the first day: on it their approvals have to hold. */
export const readPacks = (paths: readonly string[], startOn: Day): Promise<readonly PolicyInForce[]> =>
  Promise.all(paths.map((path) => readPackFile(path, startOn)));

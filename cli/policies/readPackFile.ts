import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Calendar } from '../../domain/calendar';
import type { PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import { parseCalendar } from '../../storage/calendarCodec';
import { parsePolicyPack, POLICIES_FOLDER } from '../../storage/policies';

/** Reads one pack, wherever it lies. Calendars are those beside it, or the service's own. Throws with file, path and reason. */
export async function readPackFile(path: string, today: Day): Promise<PolicyInForce> {
  const yaml = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`);
  });
  const beside = await calendarsIn(join(dirname(path), 'calendars'));
  return parsePolicyPack(yaml, path, beside ?? (await calendarsIn(join(POLICIES_FOLDER, 'calendars'))) ?? [], today);
}

async function calendarsIn(folder: string): Promise<readonly Calendar[] | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  const files = names?.filter((name) => name.endsWith('.yaml')).sort();
  return (
    files && Promise.all(files.map(async (name) => parseCalendar(await readFile(join(folder, name), 'utf8'), name)))
  );
}

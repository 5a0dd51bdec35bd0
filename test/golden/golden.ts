import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What earlier builds have written, one folder for each; paths from the project's own folder. */
export const HISTORIES = 'test/histories';
export const JOURNALS = 'test/journals';

/** What the account's own row told about it when its journal was kept. */
export const COLUMNS = [
  'status',
  'stage',
  'bucket',
  'holds',
  'jurisdiction',
  'risk',
  'currency',
  'policy_hash',
  'balance_minor',
  'arrears_minor',
  'opened_minor',
  'closed_because',
] as const;

const project = join(__dirname, '..', '..');

export const buildsIn = (folder: string): string[] => readdirSync(join(project, folder)).sort();
export const filesOf = (folder: string, build: string): string[] =>
  readdirSync(join(project, folder, build))
    .sort()
    .map((file) => join(folder, build, file));
export const packedBytes = (file: string): Buffer => readFileSync(join(project, file));
export const textOf = (file: string): string => gunzipSync(packedBytes(file)).toString();

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonical, sha256 } from '../storage/json';
import { behaviourModel, type BehaviourModel } from './fitting/behaviourModel';

export const FITTED = join(__dirname, 'models', 'late-card-clients.json');
export type ModelFile = Readonly<{ path: string; sha256: string; model: BehaviourModel }>;

/** How debtors were seen to pay. Throws with file, path and reason; the hash is that of the content. */
export async function readModel(path: string): Promise<ModelFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`);
  });
  const parsed = behaviourModel.safeParse(jsonOf(text, path));
  if (!parsed.success) throw new Error(`${path} is refused:\n${z.prettifyError(parsed.error)}`);
  return { path, sha256: sha256(canonical(parsed.data)), model: parsed.data };
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is refused: it is not JSON (${String(error)})`, { cause: error });
  }
}

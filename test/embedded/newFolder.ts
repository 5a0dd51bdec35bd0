import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The path of a folder that does not exist yet and is removed after the tests of this file. */
export function newFolder(): string {
  const folder = path.join(os.tmpdir(), `arrears-test-${randomUUID()}`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { PacketRecord, PacketRecords } from '../../ports';
import { readJson } from '../exchange';
import { listRecords } from '../recordNames';
import { readIfThere } from '../writeOnce';

const manifest = z.object({
  referralId: z.string(),
  accountId: z.string(),
  files: z.array(z.object({ name: z.string().regex(/^[^/\\]+$/), sha256: z.string() })),
});

/** The packets that lie in a law firm's folder, listed once when this is opened; each is read, file by file, when it is asked for. */
export async function folderRecords(folder: string): Promise<PacketRecords> {
  const names = await listRecords(folder, '-R', '');
  return {
    named: () => names.named(),
    async find(accountId, referralIds) {
      const records: PacketRecord[] = [];
      for (const referralId of new Set([...referralIds, ...names.of(accountId)])) {
        const place = join(folder, encodeURIComponent(referralId));
        const file = await readIfThere(join(place, 'manifest.json'));
        if (file) records.push(await recordOf(referralId, place, file));
      }
      return records;
    },
  };
}

async function recordOf(referralId: string, place: string, file: Buffer): Promise<PacketRecord> {
  const manifestSha256 = sha256Of(file);
  const read = manifest.safeParse(readJson(file.toString('utf8')));
  if (!read.success || read.data.referralId !== referralId)
    return { referralId, accountId: '', manifestSha256, isWhole: false };
  const { accountId, files } = read.data;
  return { referralId, accountId, manifestSha256, isWhole: await areThere(place, files) };
}

async function areThere(place: string, files: z.output<typeof manifest>['files']): Promise<boolean> {
  for (const { name, sha256 } of files) {
    const content = await readIfThere(join(place, name));
    if (!content || sha256Of(content) !== sha256) return false;
  }
  return true;
}

const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PacketRefused, ProviderUnavailable, type LawFirm, type LegalPacket } from '../../ports';
import { flushFolder, readIfThere, writeFlushed } from '../writeOnce';
import { errorCode } from '../errorCode';
import { manifestOf, type Manifest } from './manifest';

/**
 * Lays packets into a folder that the firm collects from: `<folder>/<referralId>/` with `manifest.json` and the files.
 * A packet appears whole or not at all; one that is there is never changed.
 */
export function folderLawFirm(folder: string): LawFirm {
  return {
    async deliver(packet) {
      const manifest = manifestOf(packet);
      const place = join(folder, encodeURIComponent(packet.referralId));
      try {
        await lay(packet, manifest, folder, place);
      } catch (error) {
        if (error instanceof PacketRefused) throw error;
        throw new ProviderUnavailable(errorCode(error) === 'ENOSPC' ? 'folderIsFull' : 'folderNotWritable');
      }
      return { acknowledgement: `folder:${packet.referralId}`, manifestSha256: manifest.sha256 };
    },
  };
}

async function lay(packet: LegalPacket, manifest: Manifest, folder: string, place: string): Promise<void> {
  const draft = join(folder, `.draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    for (const { name, content } of packet.files) await writeFlushed(join(draft, name), content);
    await writeFlushed(join(draft, 'manifest.json'), manifest.text);
    await flushFolder(draft);
    await rename(draft, place);
    await flushFolder(folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // The referral was laid before, or by somebody else meanwhile: a folder with files in it is never replaced by a rename.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '') || !(await isThere(manifest, place))) throw error;
  }
}

async function isThere(manifest: Manifest, place: string): Promise<boolean> {
  const there = await readIfThere(join(place, 'manifest.json'));
  if (there && there.toString('utf8') !== manifest.text) throw new PacketRefused('referralHasOtherContent');
  return there !== undefined;
}

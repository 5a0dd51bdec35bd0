import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { PacketRefused, type LegalPacket } from '../../ports';

/** What a packet holds, as `manifest.json`: canonical JSON, so that its hash can be checked with any tool. */
export type Manifest = Readonly<{ text: string; sha256: string }>;

const largestPacketBytes = 32 * 1024 * 1024;

/**
 * Lists the files of a packet with length and SHA-256, in the given order.
 * @throws PacketRefused when the packet is too large, or the referral's id or a file's name is unusable or taken twice
 */
export function manifestOf({ referralId, accountId, files }: LegalPacket): Manifest {
  // The id becomes a header and the name of a folder.
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/.test(referralId)) throw new PacketRefused('referralIdUnusable');
  if (files.reduce((sum, { content }) => sum + content.length, 0) > largestPacketBytes) {
    throw new PacketRefused('packetTooLarge');
  }
  const names = files.map(({ name }) => name);
  const areUsable = names.every(
    (name) => /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(name) && name !== 'manifest.json',
  );
  if (!areUsable) throw new PacketRefused('fileNameUnusable');
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) throw new PacketRefused('fileNameTwice');
  const listed = files.map(({ name, mediaType, content }) => ({
    name,
    mediaType,
    bytes: content.length,
    sha256: sha256Of(content),
  }));
  const text = canonicalize({ referralId, accountId, files: listed }) ?? '';
  return { text, sha256: sha256Of(text) };
}

function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

import { canonical, sha256 } from '../../../storage/canonical';
import { isSignedBy, type PublicKeys } from '../../../storage/checkpoints/signingKey';
import type { Checkpoint } from '../../../storage/checkpoints/checkpoint';
import { KIND, NAMES } from '../form';
import type { BundledMessage, BundledRow, BundledTurn, Entry, Manifest, ManifestSignature, RowProof } from '../form';
import { isCanonicalZip, readZip, WRITER, type Files } from '../zip';
import type { Tally } from './tally';

/** A bundle whose container, manifest and entries were looked at; the other checks read it. */
export class Bundle {
  constructor(
    readonly files: Files,
    readonly manifest: Manifest,
  ) {}

  has(name: string): boolean {
    return this.files.has(name);
  }

  text(name: string): string {
    const content = this.files.get(name);
    if (!content) throw new Error(`${name} is not in the bundle`);
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  }

  json(name: string): unknown {
    return JSON.parse(this.text(name));
  }

  #lines(name: string): readonly unknown[] {
    const lines = this.text(name).split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
  }

  get accounts(): readonly string[] {
    return this.manifest.heads.map(({ accountId }) => accountId);
  }

  journal(accountId: string): readonly BundledRow[] {
    return this.#lines(NAMES.journal(accountId)) as readonly BundledRow[];
  }

  inbox(accountId: string): readonly BundledMessage[] {
    return this.#lines(NAMES.inbox(accountId)) as readonly BundledMessage[];
  }

  turns(accountId: string): readonly BundledTurn[] {
    return this.#lines(NAMES.turns(accountId)) as readonly BundledTurn[];
  }

  proofs(accountId: string): readonly RowProof[] {
    return this.#lines(NAMES.proofs(accountId)) as readonly RowProof[];
  }

  get checkpoints(): readonly Checkpoint[] {
    return this.#lines(NAMES.checkpoints) as readonly Checkpoint[];
  }

  /** Why something that belongs here is not, as its maker said it. */
  whyNot(name: string): string | undefined {
    return this.manifest.notIncluded.find((one) => one.name === name)?.reason;
  }
}

/** Opens a bundle. Gives null, with the reason told, where nothing in it is worth a further look. */
export function openBundle(tally: Tally, bytes: Uint8Array, keys: PublicKeys): Bundle | null {
  const files = filesIn(tally, bytes);
  if (!files) return null;
  const manifest = manifestIn(tally, files, keys);
  if (!manifest) return null;
  tally.ask('manifest', NAMES.manifest, () => checkEntries(tally, files, manifest));
  // Contents that differ make other bytes anyway.
  if (!tally.isDamaged('manifest', 'entries')) checkBytes(tally, bytes, files, manifest);
  return new Bundle(files, manifest);
}

function checkBytes(tally: Tally, bytes: Uint8Array, files: Files, { writer }: Manifest): void {
  if (writer !== WRITER) {
    tally.notChecked('container', 'zip', `it was packed by ${writer}, and this verifier knows ${WRITER}`);
  } else if (isCanonicalZip(bytes, files)) {
    tally.holds('container');
  } else {
    tally.damaged('container', 'zip', 'bytes beside the contents differ from those that were written');
  }
}

function filesIn(tally: Tally, bytes: Uint8Array): Files | null {
  try {
    return readZip(bytes);
  } catch (error) {
    tally.damaged('container', 'zip', `it cannot be unpacked: ${(error as Error).message}`);
    return null;
  }
}

function manifestIn(tally: Tally, files: Files, keys: PublicKeys): Manifest | null {
  const content = files.get(NAMES.manifest);
  if (!content) {
    tally.damaged('manifest', NAMES.manifest, 'it is missing');
    return null;
  }
  tally.ask('manifest', NAMES.signature, () => checkSignature(tally, content, files.get(NAMES.signature), keys));
  // What nobody has signed says nothing, so nothing is asked of it.
  if (tally.isDamaged('manifest')) return null;
  try {
    const manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)) as Manifest;
    if (manifest.kind === KIND) return manifest;
    tally.notChecked('manifest', NAMES.manifest, `this verifier reads ${KIND}, and this is ${manifest.kind}`);
  } catch {
    tally.damaged('manifest', NAMES.manifest, 'it is not JSON');
  }
  return null;
}

function checkSignature(tally: Tally, manifest: Uint8Array, content: Uint8Array | undefined, keys: PublicKeys): void {
  if (!content) return tally.damaged('manifest', NAMES.signature, 'the manifest is not signed');
  const text = new TextDecoder().decode(content);
  const { keyId, signature } = JSON.parse(text) as ManifestSignature;
  const key = keys.get(keyId);
  if (!key) return tally.damaged('manifest', NAMES.signature, `it is signed with another key: ${keyId}`);
  // One spelling alone: a signature that may be written in two ways could be changed and still hold.
  if (text !== `${canonical({ keyId, signature })}\n` || !isSignedBy(key, manifest, signature)) {
    return tally.damaged('manifest', NAMES.signature, 'the signature does not hold');
  }
  tally.holds('manifest');
}

function checkEntries(tally: Tally, files: Files, { entries }: Manifest): void {
  const named = new Map(entries.map((entry) => [entry.name, entry]));
  for (const entry of entries) checkEntry(tally, files.get(entry.name), entry);
  for (const name of files.keys()) {
    if (named.has(name) || name === NAMES.manifest || name === NAMES.signature) continue;
    tally.damaged('entries', name, 'the manifest does not know it');
  }
}

function checkEntry(tally: Tally, content: Uint8Array | undefined, { name, bytes, sha256: hash }: Entry): void {
  if (!content) return tally.damaged('entries', name, 'it is missing');
  if (content.length !== bytes || sha256(content) !== hash) return tally.damaged('entries', name, 'it was altered');
  tally.holds('entries');
}

import { makeBundle, type BundleRequest, type BundleSources, type Code } from '../../audit/bundle/makeBundle';
import { NAMES, type Manifest } from '../../audit/bundle/form';
import { verifyBundle, type BundleVerdict } from '../../audit/bundle/verifier/verifyBundle';
import { readZip, writeZip } from '../../audit/bundle/zip';
import { canonical, sha256 } from '../../storage/canonical';
import { sealJournal } from '../../storage/checkpoints/seal';
import { publicKeysFrom, type SigningKey } from '../../storage/checkpoints/signingKey';
import { newKey } from '../checkpoints/sealing';
import { MASTER, payment, storedWorld, type StoredWorld } from '../storage/storedWorld';

export const KEY: SigningKey = newKey();
export const MADE_AT = new Date('2026-05-01T08:00:00Z');
export const keys = publicKeysFrom([KEY.publicKey]);

type Acted = Readonly<{ accountId: string; result: unknown }>;
export type BundledWorld = StoredWorld & Readonly<{ acted: Acted[]; sources: BundleSources }>;

/** Code that takes no decision again: what the real code says is asked where it matters. */
const SILENT: Code = { workflowBundle: '', decisionBundle: `exports.redecide = () => '[]'` };

/** A world that remembers what its activities told, as Temporal does, and gives it back as histories of one run each. */
export async function bundledWorld(): Promise<BundledWorld> {
  const stored = await storedWorld();
  const acted: Acted[] = [];
  const activities = stored.activities as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  for (const [name, act] of Object.entries(activities)) {
    activities[name] = async (...args) => {
      const result = await act(...args);
      acted.push({ accountId: String(args[0]), result });
      return result;
    };
  }
  const sources: BundleSources = {
    key: KEY,
    verifier: '// the verifier\n',
    histories: async (accountId) => ({
      runs: [{ runId: `run-${accountId}`, json: historyOf(acted, accountId) }],
      missing: [],
    }),
    code: async () => SILENT,
  };
  return { ...stored, acted, sources };
}

/** A history as Temporal's tools write it: half of the results as local activities, half as others. */
function historyOf(acted: readonly Acted[], accountId: string): string {
  const results = acted.filter((one) => one.accountId === accountId).map(({ result }) => payloads(result));
  const events = [
    { workflowExecutionStartedEventAttributes: {} },
    ...results.map((result, i) =>
      i % 2 === 0
        ? { markerRecordedEventAttributes: { markerName: 'core_local_activity', details: { result } } }
        : { activityTaskCompletedEventAttributes: { result } },
    ),
  ];
  return JSON.stringify({ events: events.map((event, i) => ({ eventId: String(i + 1), ...event })) });
}

const payloads = (result: unknown) => ({
  payloads: [{ metadata: {}, data: Buffer.from(JSON.stringify(result)).toString('base64') }],
});

/** An account that paid, was written to, got a letter, and whose whole journal is sealed. */
export async function sealedAccount(world: BundledWorld, id: string): Promise<void> {
  world.setTime('2026-03-01T09:00:00+08:00');
  await world.begin(id, { dueOn: '2025-11-01' });
  await world.liveOn(id, '2026-03-06T12:00:00+08:00');
  await world.post(id, `${id}-paid`, payment(`P-${id}`, 1_000n));
  await world.liveOn(id, '2026-03-20T09:00:00+08:00');
  await sealJournal(world.db, KEY, new Date('2026-03-21T00:00:00Z'));
}

export const bundleOf = (
  { db, sources }: BundledWorld,
  accounts: readonly string[],
  changes: Partial<BundleRequest> = {},
  other: Partial<BundleSources> = {},
): Promise<Uint8Array> =>
  makeBundle(
    db,
    { accounts, madeFor: 'auditor', madeAt: MADE_AT, texts: MASTER, ...changes },
    { ...sources, ...other },
  );

export const verdictOn = (bytes: Uint8Array, changes: object = {}): BundleVerdict =>
  verifyBundle(bytes, { keys, ...changes });

/** Unpacks, changes and packs again as somebody would who has the key: with a new manifest and a new signature. */
export function forged(
  bytes: Uint8Array,
  change: (files: Map<string, Uint8Array>, edit: Edit) => void,
  key = KEY,
): Uint8Array {
  const files = new Map(readZip(bytes));
  change(files, (name, edit) => void files.set(name, Buffer.from(edit(Buffer.from(files.get(name)!).toString()))));
  return resigned(files, key);
}
export type Edit = (name: string, edit: (text: string) => string) => void;

/** Makes manifest and signature anew for whatever the files are now. */
export function resigned(files: Map<string, Uint8Array>, key = KEY): Uint8Array {
  const manifest = JSON.parse(Buffer.from(files.get(NAMES.manifest)!).toString()) as Manifest;
  const contents = [...files].filter(([name]) => name !== NAMES.manifest && name !== NAMES.signature);
  const entries = contents.map(([name, content]) => ({ name, bytes: content.length, sha256: sha256(content) }));
  const text = `${canonical({ ...manifest, entries })}\n`;
  files.set(NAMES.manifest, Buffer.from(text));
  files.set(NAMES.signature, Buffer.from(`${canonical({ keyId: key.keyId, signature: key.sign(text) })}\n`));
  return writeZip(files);
}

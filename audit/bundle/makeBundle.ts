import { canonical, sha256 } from '../../storage/canonical';
import type { Checkpoint } from '../../storage/checkpoints/checkpoint';
import type { SigningKey } from '../../storage/checkpoints/signingKey';
import { storedCheckpoints } from '../../storage/checkpoints/stored';
import type { Db, Trx } from '../../storage/database';
import type { MasterKey } from '../../storage/personalData';
import { KIND, NAMES, type Manifest, type NotIncluded, type Reader } from './form';
import { debtorsOf, gather, type Gathered } from './gather';
import { openTexts } from './openTexts';
import { packText } from './packText';
import { proveRows } from './proveRows';
import { README } from './readme';
import { WRITER, writeZip } from './zip';

/** One Temporal run as its tools write it. A run that cannot be had is a reason instead. */
export type BundledRun = Readonly<{ runId: string; json: string }>;
export type Runs = Readonly<{ runs: readonly BundledRun[]; missing: readonly NotIncluded[] }>;
export type Code = Readonly<{ workflowBundle: string; decisionBundle: string }>;

export type BundleRequest = Readonly<{
  accounts: readonly string[];
  madeFor: Reader;
  madeAt: Date;
  /** Opens the texts that went out; null leaves them out. */
  texts: MasterKey | null;
}>;
/** What the bundle is made with besides the database. */
export type BundleSources = Readonly<{
  key: SigningKey;
  /** The verifier as one file. */
  verifier: string;
  histories(accountId: string): Promise<Runs>;
  code(build: string): Promise<Code | undefined>;
}>;

/** Larger ones are better made as several: the writer holds all of it in memory. */
const MOST_BYTES = 1 << 30;

/** Puts everything about some accounts into one signed file. The same database, request and sources make the same bytes. */
export async function makeBundle(db: Db, request: BundleRequest, sources: BundleSources): Promise<Uint8Array> {
  if (request.madeFor === 'engineer' && request.texts) throw new Error('Texts are for auditors, not for engineers');
  const debtors = await debtorsOf(db, request.accounts);
  // Histories first: whatever they say was written before, and so it is in the journal that is read after them.
  const entries = new Entries();
  for (const accountId of debtors.flatMap(({ accounts }) => accounts)) {
    addRuns(entries, accountId, await sources.histories(accountId));
  }
  const gathered = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => addJournals(entries, trx, request));
  if (canonical(gathered.debtors) !== canonical(debtors)) {
    throw new Error('An account of these debtors was handed over meanwhile; make the bundle again');
  }
  const builds = [...new Set([...gathered.rows, ...gathered.turns].map(({ build }) => build))].sort();
  for (const build of builds) addCode(entries, build, await sources.code(build));
  entries.add(NAMES.verifier, sources.verifier);
  entries.add(NAMES.readme, README);
  return entries.signed(sources.key, {
    kind: KIND,
    writer: WRITER,
    madeAt: request.madeAt.toISOString(),
    madeFor: request.madeFor,
    askedFor: [...request.accounts].sort(),
    debtors: gathered.debtors,
    heads: gathered.heads,
    builds,
    withTexts: request.texts !== null,
  });
}

/** Files as they are collected, and what could not be. */
class Entries {
  readonly #files = new Map<string, Uint8Array>();
  readonly #missing: NotIncluded[] = [];
  #bytes = 0;

  add(name: string, text: string): void {
    const content = new TextEncoder().encode(text);
    this.#bytes += content.length;
    if (this.#bytes > MOST_BYTES)
      throw new Error('The bundle would be larger than 1 GiB: make several, of fewer accounts');
    this.#files.set(name, content);
  }

  addLines(name: string, values: readonly unknown[]): void {
    this.add(name, values.map((value) => `${canonical(value)}\n`).join(''));
  }

  lack(...missing: readonly NotIncluded[]): void {
    this.#missing.push(...missing);
  }

  signed(key: SigningKey, about: Omit<Manifest, 'entries' | 'notIncluded'>): Uint8Array {
    const entries = [...this.#files]
      .map(([name, content]) => ({ name, bytes: content.length, sha256: sha256(content) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const manifest = `${canonical({ ...about, notIncluded: this.#missing, entries })}\n`;
    this.add(NAMES.manifest, manifest);
    this.add(NAMES.signature, `${canonical({ keyId: key.keyId, signature: key.sign(manifest) })}\n`);
    return writeZip(this.#files);
  }
}

function addRuns(entries: Entries, accountId: string, { runs, missing }: Runs): void {
  for (const { runId, json } of runs) entries.add(NAMES.history(accountId, runId), json);
  entries.lack(...missing);
  if (runs.length + missing.length > 0) return;
  entries.lack({
    name: NAMES.histories(accountId),
    reason: 'neither Temporal nor the archive has a run of this account',
  });
}

function addCode(entries: Entries, build: string, code: Code | undefined): void {
  if (code) {
    entries.add(NAMES.workflowCode(build), code.workflowBundle);
    return entries.add(NAMES.decisionCode(build), code.decisionBundle);
  }
  const reason = 'the code of this build was not kept';
  entries.lack({ name: NAMES.workflowCode(build), reason }, { name: NAMES.decisionCode(build), reason });
}

async function addJournals(entries: Entries, trx: Trx, { accounts, texts }: BundleRequest): Promise<Gathered> {
  const debtors = await debtorsOf(trx, accounts);
  const gathered = await gather(trx, debtors);
  const checkpoints: Checkpoint[] = [];
  for await (const checkpoint of storedCheckpoints(trx)) checkpoints.push(checkpoint);
  const proofs = await proveRows(trx, gathered.rows, checkpoints);
  entries.addLines(NAMES.checkpoints, checkpoints);
  for (const { accountId } of gathered.heads) {
    const isOurs = (one: { accountId: string }): boolean => one.accountId === accountId;
    entries.addLines(NAMES.journal(accountId), gathered.rows.filter(isOurs));
    entries.addLines(NAMES.inbox(accountId), gathered.messages.filter(isOurs));
    entries.addLines(NAMES.turns(accountId), gathered.turns.filter(isOurs));
    entries.addLines(NAMES.proofs(accountId), proofs.get(accountId) ?? []);
  }
  for (const { hash, content } of gathered.packs) {
    entries.add(NAMES.pack(hash), `${canonical(content)}\n`);
    entries.add(NAMES.packText(hash), packText(content));
  }
  if (texts) {
    const opened = await openTexts(trx, texts, gathered.rows);
    for (const text of opened.texts) entries.add(NAMES.text(text.id), `${canonical(text)}\n`);
    entries.lack(...opened.missing);
  }
  return gathered;
}

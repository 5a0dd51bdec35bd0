import type { TakenTurn } from '../../storage/redecide/debtorRecord';

/** What an audit bundle consists of; written by `makeBundle`, read by the verifier. Whoever changes it raises the number in `KIND`. */
export const KIND = 'arrears-audit-bundle-1';

export type Reader = 'auditor' | 'engineer';
export type Head = Readonly<{ accountId: string; version: number; hash: string }>;
/** What belongs into the bundle and is not there, and why. Nothing of it counts as checked. */
export type NotIncluded = Readonly<{ name: string; reason: string }>;
export type Entry = Readonly<{ name: string; bytes: number; sha256: string }>;

export type Manifest = Readonly<{
  kind: string;
  /** What packed it: the same writer makes the same bytes of the same entries. */
  writer: string;
  madeAt: string;
  madeFor: Reader;
  /** Whose lives it tells: the accounts that were asked for, with all others of their debtors, since contacts count together. */
  askedFor: readonly string[];
  debtors: readonly Readonly<{ debtorId: string; accounts: readonly string[] }>[];
  heads: readonly Head[];
  builds: readonly string[];
  withTexts: boolean;
  notIncluded: readonly NotIncluded[];
  entries: readonly Entry[];
}>;
export type ManifestSignature = Readonly<{ keyId: string; signature: string }>;

/** A row of the journal as it is stored, in full. */
export type BundledRow = Readonly<{
  accountId: string;
  version: number;
  position: number;
  type: string;
  at: string;
  body: unknown;
  cause: string;
  policyHash: string;
  build: string;
  hash: string;
}>;
export type BundledTurn = TakenTurn & Readonly<{ id: string }>;
export type BundledMessage = Readonly<{
  id: string;
  accountId: string;
  source: string;
  externalId: string;
  isCommand: boolean;
  type: string;
  body: unknown;
  receivedAt: number;
  expiresAt: number | null;
  heardVersion: number;
  refused: string | null;
}>;
/** Where a row stands in the checkpoint that seals it; `checkpoint` is null for a row that came after the last one. */
export type RowProof = Readonly<{ version: number; checkpoint: number | null; index: number; path: readonly string[] }>;
/** A text that went out. The hash in the journal is that of salt and text together. */
export type BundledText = Readonly<{ id: string; accountId: string; salt: string; content: string }>;

const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.sig';
const part = encodeURIComponent;

/** Where everything lies. Ids stand in names as addresses spell them. */
export const NAMES = {
  manifest: MANIFEST,
  signature: SIGNATURE,
  readme: 'README.txt',
  verifier: 'verify.mjs',
  checkpoints: 'checkpoints.jsonl',
  journal: (accountId: string) => `journal/${part(accountId)}.jsonl`,
  inbox: (accountId: string) => `inbox/${part(accountId)}.jsonl`,
  turns: (accountId: string) => `turns/${part(accountId)}.jsonl`,
  proofs: (accountId: string) => `proofs/${part(accountId)}.jsonl`,
  histories: (accountId: string) => `histories/${part(accountId)}/`,
  history: (accountId: string, runId: string) => `histories/${part(accountId)}/${part(runId)}.json`,
  pack: (hash: string) => `packs/${part(hash)}.json`,
  packText: (hash: string) => `packs/${part(hash)}.txt`,
  workflowCode: (build: string) => `code/${part(build)}/workflow.js`,
  decisionCode: (build: string) => `code/${part(build)}/decisions.js`,
  text: (id: string) => `texts/${part(id)}.json`,
} as const;

/** Which event names a text that went out, and under which id the text is kept. */
export function textOf({ type, body }: Pick<BundledRow, 'type' | 'body'>): { id: string; sha256: string } | undefined {
  const { attemptId, registerNumber, textSha256 } = Object(body) as Record<string, string | null | undefined>;
  const id = type === 'ContactReserved' ? attemptId : type === 'LetterIssued' ? registerNumber : undefined;
  return id && textSha256 ? { id, sha256: textSha256 } : undefined;
}

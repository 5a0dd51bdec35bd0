import type { ColumnType, Generated } from 'kysely';

type When = Date;
type Json<Value> = ColumnType<Value, string, string>;

// What is kept so that everything can be proved later: each table takes rows and never changes them.

export type TurnRow = {
  id: Generated<bigint>;
  account_id: string;
  from_version: number;
  to_version: number;
  at: When;
  heard: string[];
  next: Json<unknown>;
  build: string;
};

/** The code of a build; gzip of texts, with the SHA-256 of each text. */
export type BuildRow = {
  id: string;
  kept_at: Generated<Date>;
  workflow_bundle: Buffer;
  workflow_sha256: string;
  decision_bundle: Buffer;
  decision_sha256: string;
};

export type ArchivedRunRow = {
  run_id: string;
  workflow_id: string;
  continued_from: string | null;
  continued_to: string | null;
  reset_from: string | null;
  status: string;
  build: string | null;
  started_at: When;
  closed_at: When;
  events: number;
  sha256: string;
  key_mark: string;
  content: Buffer;
  content_bytes: number;
  kept_at: Generated<Date>;
};

export type CheckpointRow = {
  number: number;
  from_position: bigint;
  through_position: bigint;
  leaves: bigint;
  root: string;
  previous_hash: string;
  sealed_at: When;
  key_id: string;
  signature: string;
};

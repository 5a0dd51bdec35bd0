import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { linkHash } from '../../storage/hashChain';
import { signingKeyFrom, type SigningKey } from '../../storage/checkpoints/signingKey';
import type { Db } from '../../storage/database';
import { asOwner } from '../storage/asOwner';

/** A key that nobody else has, as the environment would hold it. */
export const newKeyText = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
export const newKey = (): SigningKey => signingKeyFrom(newKeyText());

/** What somebody with all rights can do: the triggers are theirs to switch off. */
export const withoutTriggers = (databaseUrl: string, ...statements: readonly string[]): Promise<void> =>
  asOwner(databaseUrl, async (owner) => {
    for (const table of ['journal', 'checkpoints'])
      await sql.raw(`alter table ${table} disable trigger user`).execute(owner);
    try {
      for (const statement of statements) await sql.raw(statement).execute(owner);
    } finally {
      for (const table of ['journal', 'checkpoints'])
        await sql.raw(`alter table ${table} enable trigger user`).execute(owner);
    }
  });

type Row = { version: number; at: Date; body: unknown; cause: string; policy_hash: string; build: string };

/** Makes the whole hash chain of an account anew over what its rows say now, and its head with it: as if it had always been so. */
export async function rechain(databaseUrl: string, db: Db, accountId: string): Promise<void> {
  const { rows } = await sql<Row>`select * from journal where account_id = ${accountId} order by version`.execute(db);
  const statements: string[] = [];
  let hash = '';
  for (const { version, body, cause, policy_hash: policyHash, build } of rows) {
    const { at } = body as { at: number };
    hash = linkHash(hash, { accountId, version, at, body, cause, policyHash, build });
    statements.push(
      `update journal set hash = '${hash}' where account_id = '${accountId}' and version = ${version}`,
      `update accounts set head_hash = '${hash}', version = ${version} where id = '${accountId}'`,
    );
  }
  await withoutTriggers(databaseUrl, ...statements);
}

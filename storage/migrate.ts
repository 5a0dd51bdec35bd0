import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';

const FOLDER = join(__dirname, 'migrations');
/** Any number that is ours: whoever holds this advisory lock migrates, others wait. */
const LOCK = 7_200_411;

/** Brings the schema up to date: numbered SQL files, each once, each in its own transaction. Gives the names it ran. */
export async function migrate(client: Client): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await createRole(client);
    await client.query(
      'create table if not exists migrations (name text primary key, sha256 text not null, ran_at timestamptz default now())',
    );
    const ran: string[] = [];
    for (const name of (await readdir(FOLDER)).sort()) {
      if (await run(client, name)) ran.push(name);
    }
    return ran;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

async function run(client: Client, name: string): Promise<boolean> {
  const sql = await readFile(join(FOLDER, name), 'utf8');
  const sha256 = createHash('sha256').update(sql).digest('hex');
  const known = await client.query<{ sha256: string }>('select sha256 from migrations where name = $1', [name]);
  if (known.rows[0]) {
    if (known.rows[0].sha256 === sha256) return false;
    throw new Error(`Migration ${name} was changed after it had run on this database; add a new one instead`);
  }
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Roles belong to the whole server, so two databases may be migrated at once: the second finds it there. */
async function createRole(client: Client): Promise<void> {
  await client.query(`do $$ begin
    create role arrears_app nologin;
  exception when duplicate_object or unique_violation then null;
  end $$`);
  await client.query('grant arrears_app to current_user');
}

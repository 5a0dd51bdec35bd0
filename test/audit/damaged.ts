import { join } from 'node:path';
import { sql } from 'kysely';
import { folderRecords } from '../../activities/adapters/lawFirm/folderRecords';
import { printHouseRecords } from '../../activities/adapters/letter/printHouseRecords';
import { outboxRecords } from '../../activities/adapters/localOutbox/outboxRecords';
import type { ProviderRecords } from '../../activities/ports';
import { checkJournal } from '../../audit/checks/journal';
import { checkProviders } from '../../audit/checks/providers';
import { checkRecount } from '../../audit/checks/recount';
import type { Checked, Finding } from '../../audit/finding';
import type { Trx } from '../../storage/database';
import { linkHash } from '../../storage/hashChain';
import { redecideDebtor, type Redecided } from '../../storage/redecide/redecideDebtor';
import { allRecords } from '../redecide/records';
import { asOwner } from '../storage/asOwner';
import { MASTER, type StoredWorld } from '../storage/storedWorld';

class UndoDamage extends Error {}

/** Does damage with all rights, looks at the database as it then is, and undoes the damage. */
export async function damaged<Seen>(
  stored: StoredWorld,
  damage: readonly string[] | ((trx: Trx) => Promise<void>),
  look: (trx: Trx) => Promise<Seen>,
): Promise<Seen> {
  let seen: { it: Seen } | undefined;
  await asOwner(stored.url, async (owner) => {
    const work = owner.transaction().execute(async (trx) => {
      await sql`alter table journal disable trigger journal_is_append_only`.execute(trx);
      await sql`alter table turns disable trigger turns_are_append_only`.execute(trx);
      if (typeof damage === 'function') await damage(trx);
      else for (const statement of damage) await sql.raw(statement).execute(trx);
      seen = { it: await look(trx) };
      throw new UndoDamage();
    });
    await work.catch((error: unknown) => {
      if (!(error instanceof UndoDamage)) throw error;
    });
  });
  return seen!.it;
}

/** Somebody with all rights and our code: every hash of an account's chain is made anew, and its head with it. */
export async function rechain(trx: Trx, accountId: string): Promise<void> {
  const rows = await trx
    .selectFrom('journal')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('version')
    .execute();
  let previous = '';
  for (const { version, at, body, cause, policy_hash: policyHash, build } of rows) {
    previous = linkHash(previous, { accountId, version, at: at.getTime(), body, cause, policyHash, build });
    await trx
      .updateTable('journal')
      .set({ hash: previous })
      .where('account_id', '=', accountId)
      .where('version', '=', version)
      .execute();
  }
  const head = { version: rows.at(-1)!.version, head_hash: previous };
  await trx.updateTable('accounts').set(head).where('id', '=', accountId).execute();
}

export async function recordsIn(outbox: string): Promise<ProviderRecords> {
  return {
    messages: {
      sms: [await outboxRecords(outbox, 'sms')],
      email: [await outboxRecords(outbox, 'email')],
      call: [await outboxRecords(outbox, 'call')],
    },
    cannotBeAsked: [],
    letters: printHouseRecords(join(outbox, 'letters')),
    packets: await folderRecords(join(outbox, 'legal')),
  };
}

export const accountsOf = async (trx: Trx): Promise<readonly string[]> =>
  (await trx.selectFrom('accounts').select('id').orderBy('id').execute()).map(({ id }) => id);
const debtorsOf = async (trx: Trx): Promise<readonly string[]> =>
  (await trx.selectFrom('debtors').select('id').orderBy('id').execute()).map(({ id }) => id);

export const journalOf = async (trx: Trx): Promise<readonly Checked[]> => checkJournal(trx, await accountsOf(trx));
export const recountOf = async (trx: Trx): Promise<readonly Checked[]> => checkRecount(trx, await debtorsOf(trx));
export const providersOf =
  (records: ProviderRecords) =>
  async (trx: Trx): Promise<readonly Checked[]> =>
    checkProviders({ trx, master: MASTER, records }, await accountsOf(trx));
export const decisionsOf = async (trx: Trx): Promise<readonly Redecided[]> =>
  (await allRecords(trx)).flatMap((record) => redecideDebtor(record, () => true));

/** Findings in short: what, of which account, at which version. */
export const named = (checked: readonly Checked[]): readonly string[] =>
  checked
    .flatMap(({ findings }) => findings)
    .map(({ what, kind, accountId, version }: Finding) =>
      [kind === 'broken' ? what : `${what}?`, accountId, version ?? ''].join(' ').trim(),
    );

/** Where decisions differ, in short: what about, of which account, at which version. */
export const differing = (redecided: readonly Redecided[]): readonly string[] =>
  redecided.flatMap(({ accountId, differences, unexplained }) => [
    ...differences.map(({ about, version }) => `${about} ${accountId} ${version}`),
    ...unexplained.map((version) => `unexplained ${accountId} ${version}`),
  ]);

import { canonical, sha256 } from '../../../storage/canonical';
import { linkHash } from '../../../storage/hashChain';
import { NAMES, type BundledRow, type Head } from '../form';
import { packText } from '../packText';
import type { Bundle } from './openBundle';
import type { Tally } from './tally';

/** Each account's journal is whole from its first row to the head that the account names, and its columns repeat the body. */
export function checkJournals(tally: Tally, bundle: Bundle): void {
  for (const head of bundle.manifest.heads) {
    tally.ask('journal', head.accountId, () => checkChain(tally, head, bundle.journal(head.accountId)));
  }
}

function checkChain(tally: Tally, { accountId, version, hash }: Head, rows: readonly BundledRow[]): void {
  let previous = '';
  for (const [i, row] of rows.entries()) {
    const where = `${accountId} ${i + 1}`;
    if (row.accountId !== accountId || row.version !== i + 1)
      return tally.damaged('journal', where, 'a row is missing');
    if (!columnsRepeatBody(row))
      return tally.damaged('journal', where, 'its columns do not repeat what the event says');
    if (row.hash !== hashOf(previous, row)) return tally.damaged('journal', where, 'it is not what was hashed');
    previous = row.hash;
    tally.holds('journal');
  }
  if (rows.length !== version || previous !== hash) {
    tally.damaged('journal', `${accountId} ${version}`, 'the journal does not end where the account says');
  }
}

function columnsRepeatBody({ type, at, body }: BundledRow): boolean {
  const says = Object(body) as { type?: unknown; at?: unknown };
  return says.type === type && says.at === Date.parse(at);
}

const hashOf = (previous: string, { accountId, version, body, cause, policyHash, build }: BundledRow): string => {
  const { at } = body as { at: number };
  return linkHash(previous, { accountId, version, at, body, cause, policyHash, build });
};

/** Each policy that a row names is here, is what its hash stands for, and its text says what it holds. */
export function checkPacks(tally: Tally, bundle: Bundle): void {
  const named = new Set(bundle.accounts.flatMap((id) => bundle.journal(id).map(({ policyHash }) => policyHash)));
  for (const hash of named) {
    tally.ask('packs', hash, () => {
      const content = bundle.json(NAMES.pack(hash));
      if (sha256(canonical(content)) !== hash) return tally.damaged('packs', hash, 'it is not the pack of this hash');
      if (packText(content) !== bundle.text(NAMES.packText(hash))) {
        return tally.damaged('packs', hash, 'its text says something else');
      }
      tally.holds('packs');
    });
  }
}

/** Each message that a row names as its cause was heard by this account, by that version. */
export function checkInbox(tally: Tally, bundle: Bundle): void {
  for (const accountId of bundle.accounts) {
    tally.ask('inbox', accountId, () => {
      const heard = new Map(bundle.inbox(accountId).map((one) => [one.id, one]));
      for (const { version, cause } of bundle.journal(accountId)) {
        if (!cause.startsWith('inbox:')) continue;
        const message = heard.get(cause.slice('inbox:'.length));
        if (message?.accountId === accountId && message.heardVersion >= version) tally.holds('inbox');
        else tally.damaged('inbox', `${accountId} ${version}`, `its cause ${cause} is not among what was heard`);
      }
    });
  }
}

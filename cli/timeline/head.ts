import type { Account } from '../../domain/account';
import type { PolicyHash } from '../../domain/brand';
import type { Instant } from '../../domain/time';
import type { Policies } from '../../domain/turn';
import type { StoredEvent } from '../../storage/accountJournals';
import type { Db } from '../../storage/database';
import { loadAccount } from '../../storage/journal';
import { findAccount } from '../../storage/queries/accounts';
import { accountLines } from '../reading/accountHeader';
import { inForceAt, pointText } from '../reading/inForce';
import type { Words } from '../reading/words';
import { approvalText } from '../reading/why/explanationText';
import type { Line } from '../terminal/labelled';
import type { Debtor } from './debtor';
import { isAlarming, type Papers } from './papers';

/** The lines that `show` prints, with the debtor as this role may see them. */
export async function headLines(
  db: Db,
  account: Account,
  debtor: Debtor,
  words: Words,
  now: Instant,
): Promise<readonly Line[]> {
  const row = (await findAccount(db, account.id))!;
  const loaded = await loadAccount(db, account.id);
  const lines = accountLines(row, loaded, account, words, now).filter(([label]) => label !== 'policy');
  const points = inForceAt(account, now).contactPoints.map((point) => {
    const value = debtor.pointOf(point.id);
    return value ? `${value}: ${pointText(point)}` : pointText(point);
  });
  return [
    [
      'debtor',
      `${debtor.id}${debtor.name ? `, ${debtor.name}` : ''}${debtor.isErased ? ', erased: the key was destroyed' : ''}`,
    ],
    ...lines.map(([label, text]): Line => [label, label === 'addresses' ? points.join('\n') || 'none' : text]),
  ];
}

export function textsLine(papers: Papers): Line {
  const states = [...papers.values()].map(({ state }) => state);
  const counts = [...new Set(states)].map(
    (state) => `${states.filter((one) => one === state).length} ${STATES[state]}`,
  );
  return ['texts', states.length > 0 ? `${states.length} named by the journal: ${counts.join(', ')}` : 'none'];
}

const STATES = {
  matches: 'proven by hash',
  differs: 'not the ones it names',
  notOpened: 'not opened for this role',
  erased: 'erased',
  missing: 'missing',
  damaged: 'damaged',
} as const;

/** Each version of a pack that an event followed, in the order in which it was followed first. */
export const packLines = (rows: readonly StoredEvent[], policies: Policies): readonly Line[] =>
  [...new Set(rows.map(({ policy_hash: hash }) => hash as PolicyHash))].map((hash) => {
    const { id, version, valid, approvals } = policies(hash);
    const text = [hash, `valid from ${valid.from} through ${valid.through}`, ...approvals.map(approvalText)];
    return [`${id} ${version}`, text.join('\n')];
  });

/** What the page cannot vouch for. */
export const alarmsOf = (papers: Papers, brokenChain: string | null): readonly string[] => [
  ...(brokenChain === null ? [] : [`The hash chain ${brokenChain}.`]),
  ...[...papers].flatMap(([version, { state, verdict }]) =>
    isAlarming(state) ? [`Event ${version}: ${verdict}`] : [],
  ),
];

import type { ProviderRecords } from '../../activities/ports';
import type { Trx } from '../../storage/database';
import type { MasterKey } from '../../storage/personalData';
import type { Checked, Finding } from '../finding';
import { dealingsOf, type Dealings } from './providers/dealings';
import { broken, notChecked } from './providers/finding';
import { keptOf, textFindings, type Kept } from './providers/kept';
import { messagesOf, type Unexplained } from './providers/messages';
import { lettersOf, packetsOf } from './providers/papers';
import { strangeAmong } from './providers/strange';

/** `records` must have been opened before the transaction's snapshot was taken. */
export type Providers = Readonly<{ trx: Trx; master: MasterKey; records: ProviderRecords }>;

/**
 * Holds what providers have against what the journal says that they were given, one to one and both ways. `looked` counts
 * contacts, letters and referrals.
 */
export async function checkProviders(
  { trx, master, records }: Providers,
  accountIds: readonly string[],
): Promise<readonly Checked[]> {
  const dealings = await dealingsOf(trx, accountIds);
  const kept = await keptOf(trx, master, [...dealings.values()]);
  const unexplained: Unexplained[] = [];
  const explained = new Set<string>();
  const checked: Checked[] = [];
  for (const accountId of accountIds) {
    const own = dealings.get(accountId);
    if (!own) continue;
    const messages = await messagesOf(own, kept, records);
    unexplained.push(...messages.unexplained);
    for (const providerRef of messages.explained) explained.add(providerRef);
    checked.push(await checkedOf(own, kept, records, messages.findings));
  }
  const left = unexplained.filter(({ record }) => !explained.has(record.providerRef));
  const strange = await strangeAmong(trx, left, [...dealings.values()], kept);
  return checked.map((one) => ({ ...one, findings: [...one.findings, ...(strange.get(one.accountId) ?? [])] }));
}

async function checkedOf(
  own: Dealings,
  kept: Kept,
  records: ProviderRecords,
  ofMessages: readonly Finding[],
): Promise<Checked> {
  const { accountId, attempts, letters, referrals, undecided, unreadable } = own;
  const findings = [
    ...unreadable.map(() => notChecked(accountId, 'eventIsUnreadable', 'A row about a provider cannot be read')),
    ...undecided.map(({ version, says }) => broken(accountId, 'contactWithoutDecision', says, version)),
    ...textFindings(own, kept),
    ...ofMessages,
    ...(await lettersOf(own, records)),
    ...(await packetsOf(own, records)),
  ];
  return { check: 'providers', accountId, looked: attempts.size + letters.size + referrals.size, findings };
}

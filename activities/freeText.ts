import type { Account } from '../domain/account';
import type { Go } from '../domain/contact';
import { findingsIn } from '../domain/rules/conduct';
import { messageOf } from '../domain/rungs';
import type { Trx } from '../storage/database';
import { readText } from '../storage/debtors';
import type { World } from './world';

export type Findings = Readonly<{ messageId: string; findings: readonly number[] }>;

/** What a collector adds to a message, checked once more where it takes effect, unless a supervisor has approved it [CONDUCT]. */
export async function freeTextOf(
  world: World,
  trx: Trx,
  account: Account,
  { intent }: Go,
): Promise<{ text: string | null } | Findings> {
  const messageId = messageOf(intent.name);
  if (messageId === undefined || intent.textId === null) return { text: null };
  const text = await readText(trx, world.master, intent.textId);
  if (text === undefined) throw new Error(`The text ${intent.textId} is not there any more`);
  const isApproved = account.messages.some((message) => message.messageId === messageId && message.isApproved);
  const findings = isApproved ? [] : findingsIn(text, world.policies(account.policyHash).freeText.forbidden);
  return findings.length > 0 ? { messageId, findings } : { text };
}

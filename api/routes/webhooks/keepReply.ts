import { sql } from 'kysely';
import type { Fact } from '../../../domain/message';
import { debtorsWithPoint, lookupsAreMissing, type DebtorWithPoint } from '../../../storage/contactLookup';
import { accountOfMessage } from '../../../storage/queries/ownerOfMessage';
import { keepWords } from '../../../storage/queries/texts';
import type { Parts } from '../../parts';
import { Problem } from '../../problem';
import { keepReport, NOBODY } from './keepReport';

export type SmsReply = Readonly<{ replyId: string; from: string; text: string; wantsNoMore: boolean }>;

/** A bank may know a mobile as the number at home or at work; a third party is not written to and cannot reply. */
const KINDS = ['mobile', 'home', 'office'] as const;

const SOURCE = 'sms-replies';

/** Lets every debtor with this number say what was written; the number itself is kept nowhere. */
export async function keepReply(parts: Parts, reply: SmsReply) {
  const debtors = await debtorsWith(parts, reply.from);
  if (debtors.length === 0) {
    // The gateway sends it again: a STOP must not be lost because its number cannot be found yet [CONSENT].
    if (await lookupsAreMissing(parts.db)) {
      throw new Problem(503, 'numbersAreNotFindableYet', 'A worker makes older numbers findable; send it again.');
    }
    const fact = factOf(reply, null);
    return keepReport(parts, { accountId: NOBODY, source: SOURCE, externalId: reply.replyId, fact });
  }
  const kept = [];
  for (const debtor of debtors) kept.push(await keepFor(parts, debtor, reply));
  return kept.find(({ outcome }) => outcome === 'added') ?? kept[0]!;
}

async function debtorsWith({ db, master }: Parts, from: string): Promise<readonly DebtorWithPoint[]> {
  const found = await Promise.all(KINDS.map((kind) => debtorsWithPoint(db, master, kind, from)));
  return [...new Map(found.flat().map((debtor) => [debtor.debtorId, debtor])).values()];
}

async function keepFor(parts: Parts, { debtorId, accountIds }: DebtorWithPoint, reply: SmsReply) {
  const externalId = `${reply.replyId}/${debtorId}`;
  // A gateway that sends the same again means the same account, whatever was written to the debtor since.
  const earlier = await accountOfMessage(parts.db, SOURCE, externalId);
  const accountId = earlier ?? (await lastWrittenTo(parts, accountIds));
  const isSealed = !reply.wantsNoMore && reply.text !== '';
  const textId = isSealed ? await keepWords(parts.db, parts.master, accountId, reply.text) : null;
  return keepReport(parts, { accountId, source: SOURCE, externalId, fact: factOf(reply, textId) });
}

const factOf = ({ replyId, wantsNoMore }: SmsReply, textId: string | null): Fact =>
  wantsNoMore
    ? { type: 'OptOutReported', ref: replyId, channel: 'sms', provenance: 'debtor' }
    : { type: 'ReplyReported', replyId, textId };

/** Which account a reply is about: the open one that wrote last. */
async function lastWrittenTo({ db }: Parts, accountIds: readonly string[]): Promise<string> {
  const { id } = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', 'in', [...accountIds])
    .orderBy(sql`status = 'closed'`)
    .orderBy(
      sql`(select max(decided_at) from attempts where attempts.account_id = accounts.id and channel = 'sms') desc nulls last`,
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

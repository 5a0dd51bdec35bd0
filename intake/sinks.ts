import type { AccountId, DebtorId, PolicyHash } from '../domain/brand';
import type { ContactPointKind } from '../domain/events';
import { instant, type Day, type Instant, type TimeZone } from '../domain/time';
import type { Db, Trx } from '../storage/database';
import { handOver, type HandOver } from '../storage/handOver';
import { postMessages, type Incoming, type Posted } from '../storage/inbox';
import type { MasterKey } from '../storage/personalData';
import type { Sink } from './importFile';
import type { OverdueRow } from './overdueRow';
import type { PaymentRow } from './paymentRow';

/** Accounts of an overdue file are handed over under one policy. */
export const overdueSink = (db: Db, master: MasterKey, policyHash: PolicyHash, receivedAt: Instant): Sink<OverdueRow> =>
  sinkOf(db, 'overdue', (trx, rows) => handOver(trx, master, policyHash, receivedAt, rows.map(handOverOf)));

/** Payments are facts: one for an account that nobody knows waits unmatched. */
export const paymentSink = (db: Db, receivedAt: Instant): Sink<PaymentRow> =>
  sinkOf(db, 'payments', (trx, rows) =>
    postMessages(
      trx,
      rows.map((row) => paymentOf(row, receivedAt)),
    ),
  );

type Store<Row> = (trx: Trx, rows: readonly Row[]) => Promise<Posted[]>;

/** A batch and the line reached are one transaction, so that a stopped import goes on where it stopped. */
function sinkOf<Row>(db: Db, kind: string, storeRows: Store<Row>): Sink<Row> {
  return {
    async alreadyDone(sha256) {
      const row = await db
        .selectFrom('import_files')
        .select('through_line')
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      return row?.through_line ?? 0;
    },
    store: (sha256, rows, throughLine) =>
      db.transaction().execute(async (trx) => {
        const posted = await storeRows(
          trx,
          rows.map(({ row }) => row),
        );
        await trx
          .insertInto('import_files')
          .values({ sha256, kind, through_line: throughLine })
          .onConflict((conflict) =>
            conflict.column('sha256').doUpdateSet({ through_line: throughLine, changed_at: new Date() }),
          )
          .execute();
        return rows.map((row, i) => outcomeOf(row, posted[i]!));
      }),
  };
}

function outcomeOf({ line }: { line: number }, { outcome }: Posted) {
  if (outcome !== 'conflict') return { line, outcome };
  return { line, outcome, reason: 'is known already with other contents; nothing was changed' };
}

/** One row of the overdue file as the account and the person that it tells of. */
export function handOverOf(row: OverdueRow): HandOver {
  const contacts: readonly (readonly [ContactPointKind, string | undefined])[] = [
    ['mobile', row.mobile],
    ['home', row.homePhone],
    ['office', row.officePhone],
    ['emergency', row.emergencyPhone],
    ['email', row.email],
    ['address', row.address?.join('|')],
  ];
  return {
    account: {
      accountId: row.accountId as AccountId,
      debtorId: row.debtorId as DebtorId,
      product: row.product,
      currency: row.currency,
      balance: { fees: row.feesMinor, interest: row.interestMinor, principal: row.principalMinor },
      arrearsMinor: row.arrearsMinor,
      dueOn: row.dueOn as Day,
      timeZone: row.timeZone as TimeZone,
      language: row.language,
      repaymentHistory: row.repaymentHistory ?? [],
      overdueReason: row.overdueReason ?? 'unknown',
      hasAssets: row.hasAssets ?? null,
    },
    person: {
      debtorId: row.debtorId,
      identity: { name: row.name, nationalId: row.nationalId ?? null },
      contactPoints: contacts.flatMap(([kind, value]) => (value === undefined ? [] : [{ kind, value }])),
    },
  };
}

/** One row of the payment file as a fact, known for ever under the bank's payment id. */
export function paymentOf(row: PaymentRow, receivedAt: Instant): Extract<Incoming, { fact: unknown }> {
  const { paymentId, accountId, amountMinor } = row;
  const paidAt = instant(Date.parse(row.paidAt));
  const fact = {
    type: 'PaymentReported',
    paymentId,
    amountMinor,
    currency: row.currency,
    paidAt,
    method: row.method ?? 'other',
  } as const;
  return { accountId, source: 'payments', externalId: paymentId, receivedAt, fact };
}

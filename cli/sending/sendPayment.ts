import type { Currency } from '../../domain/money';
import { checkRow } from '../../intake/rowFormat';
import { paymentOf } from '../../intake/sinks';
import type { Db } from '../../storage/database';
import { decodeFact } from '../../storage/messageCodec';
import { loadClock } from '../../storage/rehearsalClock';
import { onDatabase } from '../findService';
import { mustBeHere, postFact } from './postFact';

export type PaymentOptions = Readonly<{
  id: string;
  amountMinor: bigint;
  currency?: Currency;
  paidAt?: string;
  method?: string;
  json: boolean;
}>;

/** Reports a payment by the rules of a row of the payment file, under the same name. */
export const sendPayment = (accountId: string, options: PaymentOptions): Promise<void> =>
  onDatabase(async (db) => {
    await mustBeHere(db, accountId);
    const { id, amountMinor, method } = options;
    const now = (await loadClock(db)).now();
    const checked = checkRow('payment', {
      payment_id: id,
      account_id: accountId,
      paid_at: options.paidAt ?? (await knownMoment(db, id)) ?? new Date(now).toISOString(),
      amount_minor: String(amountMinor),
      currency: options.currency ?? (await currencyOf(db, accountId)),
      ...(method !== undefined && { method }),
    });
    if ('reason' in checked) throw new Error(checked.reason);
    await postFact(db, paymentOf(checked.row, now), options.json);
  });

/** A payment that is reported again without its moment was made when the first report said. */
async function knownMoment(db: Db, paymentId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inbox')
    .select('body')
    .where('source', '=', 'payments')
    .where('external_id', '=', paymentId)
    .executeTakeFirst();
  const fact = row && decodeFact(row.body);
  return fact?.type === 'PaymentReported' ? new Date(fact.paidAt).toISOString() : undefined;
}

async function currencyOf(db: Db, accountId: string): Promise<string> {
  const row = await db.selectFrom('accounts').select('currency').where('id', '=', accountId).executeTakeFirst();
  if (row?.currency) return row.currency;
  throw new Error(`${accountId} has not had its first turn, so its currency is not known yet. Say --currency.`);
}

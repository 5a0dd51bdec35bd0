import { z } from 'zod';
import { camelKeys } from './camelKeys';
import * as field from './fields';

/** The columns of the payment file. */
export const paymentColumns = {
  payment_id: field.paymentId,
  account_id: field.accountId,
  paid_at: field.moment8601,
  amount_minor: field.positiveMinor,
  currency: field.currency,
  method: z
    .enum(
      ['bank-transfer', 'cash', 'card', 'direct-debit', 'other'],
      'must be one of bank-transfer, cash, card, direct-debit, other',
    )
    .optional(),
};

const columns = z.strictObject(paymentColumns);

/** One line of the payment file, texts in, `PaymentRow` out. The amount is in minor units, `paidAt` is ISO 8601 in UTC. */
export const paymentRow = columns.transform(camelKeys<z.output<typeof columns>>);

export type PaymentRow = z.output<typeof paymentRow>;

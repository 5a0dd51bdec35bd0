import { z } from 'zod';
import { paymentColumns } from '../../../intake/paymentRow';
import { paymentOf } from '../../../intake/sinks';
import type { Api, Parts } from '../../parts';
import { factReply, reportFact } from '../../reportFact';
import { accountParams, amountIn } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  paymentId: paymentColumns.payment_id.describe("The bank's id of the payment, the same as in a payment file"),
  amountMinor: amountIn,
  currency: paymentColumns.currency,
  paidAt: paymentColumns.paid_at.describe('ISO 8601 with its offset'),
  method: paymentColumns.method,
});

export function reportPayment(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportPayment',
    url: '/accounts/:id/payments',
    tag: 'facts',
    summary: 'Report a payment',
    description: 'Counts once per paymentId, whether it comes here or in a payment file.',
    params: accountParams,
    body,
    replies: { 202: factReply },
    handle: ({ params, body: { method, ...payment } }) => {
      const row = { ...payment, accountId: params.id, ...(method === undefined ? {} : { method }) };
      return reportFact(parts, paymentOf(row, parts.clock.now()));
    },
  });
}

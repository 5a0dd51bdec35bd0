import type { Sentences } from './sentence';

type Told =
  | 'PaymentReceived'
  | 'RefundDue'
  | 'PromiseMade'
  | 'PromiseKept'
  | 'PromiseBroken'
  | 'ArrangementAgreed'
  | 'ArrangementCompleted'
  | 'ArrangementBroken';

/** What was paid, and what somebody agreed to pay. */
export const AGREEMENTS: Sentences<Told> = {
  PaymentReceived: ({ paymentId, amountMinor, applied, paidAt, method }, { money, moment }) =>
    `${money(amountMinor)} was paid at ${moment(paidAt)} (${method}, ${paymentId}): ` +
    `fees ${money(applied.fees)}, interest ${money(applied.interest)}, principal ${money(applied.principal)}.`,
  RefundDue: ({ paymentId, amountMinor }, { money }) =>
    `${money(amountMinor)} of payment ${paymentId} is more than was owed and goes back [OVERPAID].`,

  PromiseMade: ({ amountMinor, promisedOn, by }, { money }) =>
    `The debtor promises ${money(amountMinor)} for ${promisedOn} (agreed by ${by}).`,
  PromiseKept: () => 'The promise was kept.',
  PromiseBroken: ({ paidMinor }, { money }) => `The promise was broken: ${money(paidMinor)} was paid.`,

  ArrangementAgreed: ({ arrangementId, instalments, method, by }, { money }) =>
    `Arrangement ${arrangementId} was signed with ${by}: ${instalments.length} instalments of together ` +
    `${money(instalments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n))} from ${instalments[0]?.dueOn} to ` +
    `${instalments.at(-1)?.dueOn} by ${method}; collection stops [ARRANGEMENT].`,
  ArrangementCompleted: ({ arrangementId }) => `Arrangement ${arrangementId} is fulfilled.`,
  ArrangementBroken: ({ arrangementId, dueOn, expectedMinor, paidMinor }, { money }) =>
    `Arrangement ${arrangementId} was broken: ${money(expectedMinor)} was due by ${dueOn}, ${money(paidMinor)} was paid.`,
};

import type { AccountEvent, EventOf, Segment } from '../../domain/events';
import { totalOf } from '../../domain/money';
import {
  CALL_RESULTS,
  CLOSED_BECAUSE,
  counts,
  LEGAL_OUTCOMES,
  proofText,
  RECALL_REASONS,
  STAGES,
  type Words,
} from './words';

type Sentences = { readonly [Type in AccountEvent['type']]: (event: EventOf<Type>, words: Words) => string };

const segmentText = ({ risk, behaviour, size }: Segment): string => `${risk} risk, ${behaviour}, ${size} debt`;

/** One sentence for each kind of event; a forgotten one does not compile. */
const SENTENCES: Sentences = {
  AccountOpened: ({ balance, arrearsMinor, dueOn, segment, stage, plan }, { money }) =>
    `Handed over: ${money(totalOf(balance))} is owed, ${money(arrearsMinor)} of it overdue since ${dueOn}; ` +
    `${segmentText(segment)}. It begins in ${STAGES[stage]}${plan.goal && `; until ${plan.endsOn}: ${plan.goal}`}.`,
  StageEntered: ({ stage, because }) => `Enters ${STAGES[stage]}: ${because}.`,

  ContactReserved: ({ attemptId, balanceMinor, notAfter, proof }, { attempt, money, moment }) =>
    `Decides on the ${attempt(attemptId)}, naming ${money(balanceMinor)} as owed, not after ${moment(notAfter)}; ${counts(proof)}.`,
  ContactSent: ({ attemptId }, { attempt }) => `The ${attempt(attemptId)} went out.`,
  ContactUnavailable: ({ attemptId, code, retryAt }, { attempt, moment }) =>
    `The ${attempt(attemptId)} could not be sent, the provider is away (${code}); next try ${moment(retryAt)}.`,
  ContactFailed: ({ attemptId, code }, { attempt }) => `The ${attempt(attemptId)} failed (${code}).`,
  ContactOutcomeUnknown: ({ attemptId, code }, { attempt }) =>
    `Nobody can say whether the ${attempt(attemptId)} was sent (${code}); it is not sent again.`,
  ContactWithdrawn: ({ attemptId, rule }, { attempt }) =>
    `The ${attempt(attemptId)} was taken back before it was sent [${rule}].`,
  ContactMissed: ({ rung, channel, notAfter }, { moment }) =>
    `The time for the ${channel} "${rung}" has passed: it ended ${moment(notAfter)}.`,
  ContactDeferred: ({ rung, channel, rule, until, proof }, { moment }) =>
    `The ${channel} "${rung}" is put off until ${moment(until)} [${rule}]: ${proofText(proof)}.`,
  ContactSuppressed: ({ rung, channel, rule, proof }) =>
    `The ${channel} "${rung}" is not made [${rule}]: ${proofText(proof)}.`,
  ContactDelivered: ({ attemptId }, { attempt }) => `The ${attempt(attemptId)} was delivered.`,
  ContactUndelivered: ({ attemptId, code }, { attempt }) =>
    `The ${attempt(attemptId)} was not delivered${code && ` (${code})`}.`,
  CallResultRecorded: ({ attemptId, result, textId }, { attempt }) =>
    `${attemptId ? `The ${attempt(attemptId)}` : 'A call of the debtor'} ended: ${CALL_RESULTS[result]}` +
    `${textId ? '; what was said is kept sealed' : ''}.`,

  LetterIssued: ({ registerNumber, rung, balanceMinor, proof }, { money }) =>
    `Letter ${registerNumber} "${rung}" is issued, naming ${money(balanceMinor)} as owed; ${counts(proof)}.`,
  LetterPrinted: ({ registerNumber }) => `Letter ${registerNumber} went to the print house.`,
  LetterDelivered: ({ registerNumber }) => `Letter ${registerNumber} was delivered.`,
  LetterReturned: ({ registerNumber }) => `Letter ${registerNumber} came back.`,
  LetterSpoiled: ({ registerNumber, rule }) => `Letter ${registerNumber} was spoiled before it was mailed [${rule}].`,

  PaymentReceived: ({ paymentId, amountMinor, applied, paidAt, method }, { money, moment }) =>
    `${money(amountMinor)} was paid at ${moment(paidAt)} (${method}, ${paymentId}): ` +
    `fees ${money(applied.fees)}, interest ${money(applied.interest)}, principal ${money(applied.principal)}.`,
  RefundDue: ({ paymentId, amountMinor }, { money }) =>
    `${money(amountMinor)} of payment ${paymentId} is more than was owed and goes back [OVERPAID].`,

  DisputeRaised: ({ disputeId, ground }) => `The debtor disputes the debt (${disputeId}: ${ground}); collection stops.`,
  DisputeResolved: ({ disputeId, upheld, balance, by }, { money }) =>
    upheld
      ? `Dispute ${disputeId} was upheld by ${by}: ${money(totalOf(balance))} is owed now.`
      : `Dispute ${disputeId} was rejected by ${by}; collection goes on.`,
  FraudClaimed: ({ claimId }) => `The debtor denies having applied (${claimId}); collection stops.`,
  FraudStatementReceived: ({ claimId }) => `The signed statement of fraud claim ${claimId} has come.`,
  FraudDecided: ({ claimId, confirmed }) =>
    `The bank has decided fraud claim ${claimId}: ${confirmed ? 'confirmed' : 'not confirmed, collection goes on'}.`,

  PromiseMade: ({ amountMinor, promisedOn, by }, { money }) =>
    `The debtor promises ${money(amountMinor)} for ${promisedOn} (agreed by ${by}).`,
  PromiseKept: () => 'The promise was kept.',
  PromiseBroken: ({ paidMinor }, { money }) => `The promise was broken: ${money(paidMinor)} was paid.`,
  RiskReassessed: ({ segment }) => `The risk was looked at anew: ${segmentText(segment)}.`,

  ReferralProposed: ({ referralId, demandNumber }) =>
    `Referral ${referralId} is proposed to legal, after demand letter ${demandNumber}.`,
  ReferralApproved: ({ referralId, consulted, by }) =>
    `Referral ${referralId} was approved by ${by} (consultation ${consulted}).`,
  ReferralDeclined: ({ referralId, because, by }) => `Referral ${referralId} was declined by ${by}: ${because}.`,
  ReferredToLegal: ({ referralId, acknowledgement }) =>
    `Referral ${referralId} went to the law firm, acknowledged as ${acknowledgement}.`,
  LegalOutcomeRecorded: ({ outcome }) => `From the law firm: ${LEGAL_OUTCOMES[outcome]}.`,

  AccountRecalled: ({ because }) => `The bank takes the account back: ${RECALL_REASONS[because]}.`,
  WriteOffOrdered: ({ because, by }) => `${by} ordered to write the account off: ${because}.`,
  FactNoted: ({ kind, because }) => `${kind} was noted and changes nothing: ${because}.`,
  AccountClosed: ({ because }) => `Closed: ${CLOSED_BECAUSE[because]}.`,
};

/** Says an event in plain words, with the rule and the counts where a rule spoke. Nothing personal is in it. */
export const sentenceOf = <Type extends AccountEvent['type']>(event: EventOf<Type>, words: Words): string =>
  (SENTENCES[event.type] as (event: EventOf<Type>, words: Words) => string)(event, words);

import { totalOf } from '../../../domain/money';
import { ESCALATIONS, LEGAL_OUTCOMES } from '../words';
import type { Sentences } from './sentence';

type Told =
  | 'DisputeRaised'
  | 'DisputeResolved'
  | 'FraudClaimed'
  | 'FraudStatementReceived'
  | 'FraudDecided'
  | 'Escalated'
  | 'EscalationSettled'
  | 'ReferralProposed'
  | 'ReferralApproved'
  | 'ReferralDeclined'
  | 'ReferredToLegal'
  | 'LegalOutcomeRecorded';

/** What the debtor objects to, what a person has to look at, and what lawyers and courts do. */
export const MATTERS: Sentences<Told> = {
  DisputeRaised: ({ disputeId, ground }) => `The debtor disputes the debt (${disputeId}: ${ground}); collection stops.`,
  DisputeResolved: ({ disputeId, upheld, balance, by }, { money }) =>
    upheld
      ? `Dispute ${disputeId} was upheld by ${by}: ${money(totalOf(balance))} is owed now.`
      : `Dispute ${disputeId} was rejected by ${by}; collection goes on.`,
  FraudClaimed: ({ claimId }) => `The debtor denies having applied (${claimId}); collection stops.`,
  FraudStatementReceived: ({ claimId }) => `The signed statement of fraud claim ${claimId} has come.`,
  FraudDecided: ({ claimId, confirmed, decidedOn }) =>
    `The bank has decided fraud claim ${claimId}${decidedOn ? ` on ${decidedOn}` : ''}: ` +
    `${confirmed ? 'confirmed' : 'not confirmed, collection goes on'}.`,

  Escalated: ({ escalationId, kind, rule }) => `A person is called: ${ESCALATIONS[kind]} (${escalationId}) [${rule}].`,
  EscalationSettled: ({ escalationId, because, by }) => `${by} has seen to ${escalationId}: ${because}.`,

  ReferralProposed: ({ referralId, demandNumber }) =>
    `Referral ${referralId} is proposed to legal, after demand letter ${demandNumber}.`,
  ReferralApproved: ({ referralId, consulted, by }) =>
    `Referral ${referralId} was approved by ${by} (consultation ${consulted}).`,
  ReferralDeclined: ({ referralId, because, by }) => `Referral ${referralId} was declined by ${by}: ${because}.`,
  ReferredToLegal: ({ referralId, acknowledgement }) =>
    `Referral ${referralId} went to the law firm, acknowledged as ${acknowledgement}.`,
  LegalOutcomeRecorded: ({ outcome }) => `From the law firm: ${LEGAL_OUTCOMES[outcome]}.`,
};

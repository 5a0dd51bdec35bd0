import type { Metrics } from '../metrics';
import type { Api, Parts } from '../parts';
import { listAccounts } from './accounts/listAccounts';
import { showAccount } from './accounts/showAccount';
import { showTimeline } from './accounts/showTimeline';
import { startAccount } from './accounts/startAccount';
import { adoptPolicy } from './adoption/adoptPolicy';
import { dryRunPolicy } from './adoption/dryRunPolicy';
import { listAdoptions } from './adoption/listAdoptions';
import { rollBackAdoption } from './adoption/rollBackAdoption';
import { agreeArrangement } from './commands/agreeArrangement';
import { agreePromise } from './commands/agreePromise';
import { approveMessage } from './commands/approveMessage';
import { approveReferral } from './commands/approveReferral';
import { refuseReferral } from './commands/refuseReferral';
import { rejectMessage } from './commands/rejectMessage';
import { requestLetterByHand } from './commands/requestLetterByHand';
import { resolveDispute } from './commands/resolveDispute';
import { sendMessage } from './commands/sendMessage';
import { settleEscalation } from './commands/settleEscalation';
import { writeOff } from './commands/writeOff';
import { endHold } from './facts/endHold';
import { reportAgreedTime } from './facts/reportAgreedTime';
import { reportCallResult } from './facts/reportCallResult';
import { reportDispute } from './facts/reportDispute';
import { reportFraudClaim } from './facts/reportFraudClaim';
import { reportFraudDecision } from './facts/reportFraudDecision';
import { reportFraudStatement } from './facts/reportFraudStatement';
import { reportHold } from './facts/reportHold';
import { reportLegalOutcome } from './facts/reportLegalOutcome';
import { reportOptIn } from './facts/reportOptIn';
import { reportOptOut } from './facts/reportOptOut';
import { reportPayment } from './facts/reportPayment';
import { reportPreferences } from './facts/reportPreferences';
import { reportRecall } from './facts/reportRecall';
import { reportThirdPartyConsent } from './facts/reportThirdPartyConsent';
import { reviewHold } from './facts/reviewHold';
import { setHoldTerms } from './facts/setHoldTerms';
import { trackLetter } from './facts/trackLetter';
import { listCalls } from './lists/listCalls';
import { listEscalations } from './lists/listEscalations';
import { listLetters } from './lists/listLetters';
import { listPolicies } from './lists/listPolicies';
import { listReferrals } from './lists/listReferrals';
import { listUnmatchedFacts } from './lists/listUnmatchedFacts';
import { matchUnmatchedFact } from './lists/matchUnmatchedFact';
import { showLetterRegister } from './lists/showLetterRegister';
import { showHealth } from './operation/showHealth';
import { showMetrics } from './operation/showMetrics';
import { showReadiness } from './operation/showReadiness';
import { deliveryWebhook } from './webhooks/deliveryWebhook';
import { smsReplyWebhook } from './webhooks/smsReplyWebhook';
import { smsWebhook } from './webhooks/smsWebhook';

const ROUTES: readonly ((app: Api, parts: Parts) => void)[] = [
  startAccount,
  listAccounts,
  showAccount,
  showTimeline,
  reportPayment,
  reportDispute,
  reportFraudClaim,
  reportFraudStatement,
  reportFraudDecision,
  reportRecall,
  reportCallResult,
  reportLegalOutcome,
  reportHold,
  reviewHold,
  setHoldTerms,
  endHold,
  reportOptOut,
  reportOptIn,
  reportPreferences,
  reportAgreedTime,
  reportThirdPartyConsent,
  resolveDispute,
  agreePromise,
  agreeArrangement,
  sendMessage,
  approveMessage,
  rejectMessage,
  requestLetterByHand,
  listEscalations,
  settleEscalation,
  writeOff,
  listReferrals,
  approveReferral,
  refuseReferral,
  listCalls,
  listLetters,
  showLetterRegister,
  trackLetter,
  listPolicies,
  dryRunPolicy,
  adoptPolicy,
  rollBackAdoption,
  listAdoptions,
  listUnmatchedFacts,
  matchUnmatchedFact,
  smsWebhook,
  smsReplyWebhook,
  deliveryWebhook,
  showHealth,
  showReadiness,
];

export function addRoutes(app: Api, parts: Parts, metrics: Metrics): void {
  for (const add of ROUTES) add(app, parts);
  showMetrics(app, metrics);
}

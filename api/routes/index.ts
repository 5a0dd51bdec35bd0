import type { Metrics } from '../metrics';
import type { Api, Parts } from '../parts';
import { listAccounts } from './accounts/listAccounts';
import { showAccount } from './accounts/showAccount';
import { showTimeline } from './accounts/showTimeline';
import { startAccount } from './accounts/startAccount';
import { agreePromise } from './commands/agreePromise';
import { approveReferral } from './commands/approveReferral';
import { refuseReferral } from './commands/refuseReferral';
import { resolveDispute } from './commands/resolveDispute';
import { writeOff } from './commands/writeOff';
import { reportCallResult } from './facts/reportCallResult';
import { reportDispute } from './facts/reportDispute';
import { reportFraudClaim } from './facts/reportFraudClaim';
import { reportFraudDecision } from './facts/reportFraudDecision';
import { reportFraudStatement } from './facts/reportFraudStatement';
import { reportLegalOutcome } from './facts/reportLegalOutcome';
import { reportPayment } from './facts/reportPayment';
import { reportRecall } from './facts/reportRecall';
import { listCalls } from './lists/listCalls';
import { listLetters } from './lists/listLetters';
import { listReferrals } from './lists/listReferrals';
import { listUnmatchedFacts } from './lists/listUnmatchedFacts';
import { matchUnmatchedFact } from './lists/matchUnmatchedFact';
import { showHealth } from './operation/showHealth';
import { showMetrics } from './operation/showMetrics';
import { showReadiness } from './operation/showReadiness';
import { deliveryWebhook } from './webhooks/deliveryWebhook';
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
  resolveDispute,
  agreePromise,
  writeOff,
  listReferrals,
  approveReferral,
  refuseReferral,
  listCalls,
  listLetters,
  listUnmatchedFacts,
  matchUnmatchedFact,
  smsWebhook,
  deliveryWebhook,
  showHealth,
  showReadiness,
];

export function addRoutes(app: Api, parts: Parts, metrics: Metrics): void {
  for (const add of ROUTES) add(app, parts);
  showMetrics(app, metrics);
}

import type { Role } from './tokens';

/** `open`: anybody. `signed`: a provider, who signs each report. `loopbackOrToken`: this machine, or any valid token. */
export type Access = readonly Role[] | 'open' | 'signed' | 'loopbackOrToken';

const readers: Access = ['operations', 'legal', 'auditor', 'supervisor', 'system'];

/** Who may call what. A route that is not listed does not start. Auditors write nothing, supervisors may do everything. */
export const ACCESS: Readonly<Record<string, Access>> = {
  'POST /accounts': ['system', 'supervisor'],
  'GET /accounts': readers,
  'GET /accounts/:id': readers,
  'GET /accounts/:id/timeline': readers,

  'POST /accounts/:id/payments': ['system', 'supervisor'],
  'POST /accounts/:id/disputes': ['operations', 'system', 'supervisor'],
  'POST /accounts/:id/fraud-claims': ['operations', 'system', 'supervisor'],
  'POST /accounts/:id/fraud-claims/statement': ['operations', 'system', 'supervisor'],
  'POST /accounts/:id/fraud-claims/decision': ['system', 'supervisor'],
  'POST /accounts/:id/recall': ['system', 'supervisor'],
  'POST /accounts/:id/call-results': ['operations', 'system', 'supervisor'],
  'POST /accounts/:id/legal-outcomes': ['legal', 'supervisor'],

  'POST /accounts/:id/holds': ['operations', 'system', 'supervisor'],
  'POST /accounts/:id/holds/:holdId/review': ['supervisor'],
  'POST /accounts/:id/holds/:holdId/terms': ['supervisor'],
  'POST /accounts/:id/holds/:holdId/end': ['supervisor'],
  'POST /accounts/:id/opt-outs': ['operations', 'system', 'supervisor'],
  'POST /accounts/:id/opt-ins': ['operations', 'supervisor'],
  'POST /accounts/:id/preferences': ['operations', 'system', 'supervisor'],
  'POST /accounts/:id/agreed-times': ['operations', 'supervisor'],
  'POST /accounts/:id/third-party-consents': ['operations', 'supervisor'],
  'POST /letters/:registerNumber/tracking': ['operations', 'system', 'supervisor'],

  'POST /accounts/:id/dispute-resolution': ['operations', 'supervisor'],
  'POST /accounts/:id/promises': ['operations', 'supervisor'],
  'POST /accounts/:id/arrangements': ['operations', 'supervisor'],
  'POST /accounts/:id/letters-by-hand': ['operations', 'supervisor'],
  'POST /accounts/:id/messages': ['operations', 'supervisor'],
  'POST /accounts/:id/messages/:messageId/approval': ['supervisor'],
  'POST /accounts/:id/messages/:messageId/rejection': ['supervisor'],
  'POST /accounts/:id/escalations/:escalationId/settlement': ['supervisor'],
  'POST /accounts/:id/write-off': ['supervisor'],
  'POST /referrals/:id/approval': ['legal', 'supervisor'],
  'POST /referrals/:id/refusal': ['legal', 'supervisor'],

  'GET /referrals': ['legal', 'auditor', 'supervisor'],
  'GET /calls': ['operations', 'auditor', 'supervisor'],
  'GET /letters': ['operations', 'legal', 'auditor', 'supervisor'],
  'GET /letters/register': ['operations', 'legal', 'auditor', 'supervisor'],
  'GET /escalations': ['operations', 'auditor', 'supervisor'],
  'GET /policies': readers,
  'POST /policies/:id/dry-runs': ['supervisor'],
  'POST /policies/:id/adoptions': ['supervisor'],
  'POST /adoptions/:id/rollback': ['supervisor'],
  'GET /adoptions': ['auditor', 'supervisor'],
  'GET /unmatched-facts': ['operations', 'system', 'auditor', 'supervisor'],
  'POST /unmatched-facts/:id/match': ['operations', 'supervisor'],

  'POST /webhooks/sms': 'signed',
  'POST /webhooks/sms-replies': 'signed',
  'POST /webhooks/deliveries': 'signed',

  'GET /health': 'open',
  'GET /ready': 'open',
  'GET /openapi.json': 'open',
  'GET /metrics': 'loopbackOrToken',
};

/** Texts of what was written and said: not for auditors and systems [PRIVACY]. */
export const mayReadTexts = (roles: readonly Role[]): boolean =>
  roles.some((role) => role === 'operations' || role === 'legal' || role === 'supervisor');

/** Names and numbers in clear: for those who make the calls, nobody else [PRIVACY]. */
export const mayReadContacts = (roles: readonly Role[]): boolean => roles.includes('operations');

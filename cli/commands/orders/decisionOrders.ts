import type { Command } from 'commander';
import { escalationId, reference } from '../options';
import { givenBy, order, send, type Typed } from './order';

/** What legal and supervisors decide. */
export const decisionOrders = (): Command[] => [
  order('approve-referral', 'legal approves a referral [LEGAL-READY]')
    .requiredOption('--referral-id <id>', 'the referral, as `arrears show` names it', reference)
    .requiredOption('--consulted <file>', 'the consultation that preceded: its file number or minutes', reference)
    .action((account: string, options: Typed & { referralId: string; consulted: string }) => {
      const given = givenBy(options);
      const { referralId, consulted } = options;
      return send(account, given, { type: 'ApproveReferral', referralId, consulted, by: given.by });
    }),
  order('decline-referral', 'legal declines a referral')
    .requiredOption('--referral-id <id>', 'the referral, as `arrears show` names it', reference)
    .requiredOption('--because <word>', 'why, in a word', reference)
    .action((account: string, options: Typed & { referralId: string; because: string }) => {
      const given = givenBy(options);
      const { referralId, because } = options;
      return send(account, given, { type: 'DeclineReferral', referralId, because, by: given.by });
    }),
  order('settle', 'say that somebody has seen to an escalation')
    .requiredOption('--escalation-id <id>', 'as `arrears escalations` names it', escalationId)
    .requiredOption('--because <word>', 'what was done, in a word', reference)
    .action((account: string, options: Typed & { escalationId: string; because: string }) => {
      const given = givenBy(options);
      const { escalationId, because } = options;
      return send(account, given, { type: 'SettleEscalation', escalationId, because, by: given.by });
    }),
  order('write-off', 'write the account off')
    .requiredOption('--because <word>', 'why, in a word', reference)
    .action((account: string, options: Typed & { because: string }) => {
      const given = givenBy(options);
      return send(account, given, { type: 'WriteOff', because: options.because, by: given.by });
    }),
];

import { Option, type Command } from 'commander';
import type { LegalOutcome, RecallReason } from '../../../domain/events';
import type { Day } from '../../../domain/time';
import { currency, legalOutcome, recallReason } from '../../../storage/codecParts';
import type { PaymentOptions } from '../../sending/sendPayment';
import { day, madeId, minorUnits, oneOf, reference } from '../options';
import { fact, send, type Common } from './fact';

const METHODS = ['bank-transfer', 'cash', 'card', 'direct-debit', 'other'];

/** What bank, debtor and court did about the debt. */
export const debtFacts = (): Command[] => [
  payment(),
  fact('dispute', 'the debtor disputes the debt: collection stops [DISPUTE]', 'the id of the dispute')
    .requiredOption('--ground <word>', 'what is disputed, such as amount or spending', reference)
    .action((account: string, { id = madeId(), ground, json }: Common & { ground: string }) =>
      send(account, json, 'disputes', id, { type: 'DisputeReported', disputeId: id, ground, textId: null }),
    ),
  fact('fraud-claim', 'the debtor denies having applied: collection stops [FRAUD]', 'the id of the claim').action(
    (account: string, { id = madeId(), json }: Common) =>
      send(account, json, 'fraud-claims', id, { type: 'FraudClaimReported', claimId: id, textId: null }),
  ),
  fact('fraud-statement', 'the signed statement of a fraud claim has come')
    .requiredOption('--id <claim>', 'the id of the claim', reference)
    .action((account: string, { id, json }: Required<Common>) =>
      send(account, json, 'fraud-statements', id, { type: 'FraudStatementArrived', claimId: id }),
    ),
  fraudDecision(),
  fact('recall', 'the bank takes the account back, once')
    .addOption(oneOf('--because <reason>', 'why', recallReason.options))
    .action((account: string, { because, json }: Common & { because: RecallReason }) =>
      send(account, json, 'recalls', account, { type: 'RecallReported', because }),
    ),
  fact('legal-outcome', 'law firm or court have done something', 'the id of the paper that says so')
    .requiredOption('--referral-id <id>', 'the referral', reference)
    .addOption(oneOf('--outcome <outcome>', 'what was done', legalOutcome.options))
    .action((account: string, options: Common & { referralId: string; outcome: LegalOutcome }) => {
      const { id = madeId(), referralId, outcome, json } = options;
      return send(account, json, 'legal-outcomes', id, { type: 'LegalOutcomeReported', referralId, outcome });
    }),
];

function payment(): Command {
  return fact('payment', 'the bank received a payment', "the bank's id of the payment, as in a payment file")
    .requiredOption('--amount-minor <n>', 'the amount in whole minor units (cents): 12500 is 125.00', minorUnits)
    .addOption(new Option('--currency <code>', 'default: that of the account').choices(currency.options))
    .option('--paid-at <moment>', 'ISO 8601 with its offset; default: now, or what was reported before under this id')
    .addOption(new Option('--method <method>', 'how it was paid').choices(METHODS))
    .action((account: string, options: Omit<PaymentOptions, 'id'> & Common) => {
      const { sendPayment } = require('../../sending/sendPayment') as typeof import('../../sending/sendPayment');
      return sendPayment(account, { ...options, id: options.id ?? madeId() });
    });
}

function fraudDecision(): Command {
  return fact('fraud-decision', 'the bank has decided a fraud claim; a claim is decided once')
    .requiredOption('--id <claim>', 'the id of the claim', reference)
    .addOption(oneOf('--decision <decision>', 'confirmed closes the account', ['confirmed', 'not-confirmed']))
    .option('--decided-on <day>', 'when: confirmed, the account has to be withdrawn within the pack’s days', day)
    .action((account: string, options: Required<Common> & { decision: string; decidedOn?: Day }) => {
      const { id: claimId, decision, decidedOn = null, json } = options;
      const confirmed = decision === 'confirmed';
      return send(account, json, 'fraud-decisions', claimId, {
        type: 'FraudDecisionReported',
        claimId,
        confirmed,
        decidedOn,
      });
    });
}

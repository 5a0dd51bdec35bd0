import { Command, Option } from 'commander';
import type { AttemptId } from '../../domain/brand';
import type { CallResult, LegalOutcome, RecallReason } from '../../domain/events';
import type { FactToSend } from '../sending/postFact';
import type { PaymentOptions } from '../sending/sendPayment';
import { json, madeId, minorUnits, reference } from './options';

type Common = Readonly<{ json: boolean; id?: string }>;

const CALL_RESULTS = ['rightParty', 'thirdParty', 'noAnswer', 'busy', 'wrongNumber'] satisfies CallResult[];
const RECALL_REASONS = ['becameCurrent', 'soldByBank', 'assignedInError', 'other'] satisfies RecallReason[];
const LEGAL_OUTCOMES = [
  'lawyerLetterSent',
  'paymentOrderIssued',
  'suitFiled',
  'claimConfirmed',
  'enforcementStarted',
  'enforcementSatisfied',
  'enforcementExhausted',
] satisfies LegalOutcome[];
const METHODS = ['bank-transfer', 'cash', 'card', 'direct-debit', 'other'];

/** What happened elsewhere. The sources are those of the API and the files: the same thing reported twice counts once. */
export const factCommands = (): Command[] => [
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
  fact('fraud-decision', 'the bank has decided a fraud claim; a claim is decided once')
    .requiredOption('--id <claim>', 'the id of the claim', reference)
    .addOption(oneOf('--decision <decision>', 'confirmed closes the account', ['confirmed', 'not-confirmed']))
    .action((account: string, { id, decision, json }: Required<Common> & { decision: string }) => {
      const confirmed = decision === 'confirmed';
      return send(account, json, 'fraud-decisions', id, { type: 'FraudDecisionReported', claimId: id, confirmed });
    }),
  fact('recall', 'the bank takes the account back, once')
    .addOption(oneOf('--because <reason>', 'why', RECALL_REASONS))
    .action((account: string, { because, json }: Common & { because: RecallReason }) =>
      send(account, json, 'recalls', account, { type: 'RecallReported', because }),
    ),
  callResult(),
  fact('letter-tracked', 'the post has delivered or returned a letter', 'the id of the report')
    .requiredOption('--number <number>', 'the register number of the letter', reference)
    .addOption(oneOf('--status <status>', 'what became of it', ['delivered', 'returned']))
    .action((account: string, options: Common & { number: string; status: 'delivered' | 'returned' }) => {
      const { id = madeId(), number: registerNumber, status, json } = options;
      return send(account, json, 'letters', id, { type: 'LetterTracked', registerNumber, status });
    }),
  fact('legal-outcome', 'law firm or court have done something', 'the id of the paper that says so')
    .requiredOption('--referral-id <id>', 'the referral', reference)
    .addOption(oneOf('--outcome <outcome>', 'what was done', LEGAL_OUTCOMES))
    .action((account: string, options: Common & { referralId: string; outcome: LegalOutcome }) => {
      const { id = madeId(), referralId, outcome, json } = options;
      return send(account, json, 'legal-outcomes', id, { type: 'LegalOutcomeReported', referralId, outcome });
    }),
];

function payment(): Command {
  return fact('payment', 'the bank received a payment', "the bank's id of the payment, as in a payment file")
    .requiredOption('--amount-minor <n>', 'the amount in whole minor units (cents): 12500 is 125.00', minorUnits)
    .addOption(new Option('--currency <code>', 'default: that of the account').choices(['TWD', 'CNY', 'USD']))
    .option('--paid-at <moment>', 'ISO 8601 with its offset; default: now, or what was reported before under this id')
    .addOption(new Option('--method <method>', 'how it was paid').choices(METHODS))
    .action((account: string, options: Omit<PaymentOptions, 'id'> & Common) => {
      const { sendPayment } = require('../sending/sendPayment') as typeof import('../sending/sendPayment');
      return sendPayment(account, { ...options, id: options.id ?? madeId() });
    });
}

function callResult(): Command {
  return fact('call-result', 'how a call ended', 'the id of the call')
    .option('--attempt-id <id>', 'the attempt; left out when the debtor called', reference)
    .addOption(oneOf('--result <result>', 'how it ended', CALL_RESULTS))
    .action((account: string, options: Common & { attemptId?: string; result: CallResult }) => {
      const { id = madeId(), result, json } = options;
      const attemptId = (options.attemptId as AttemptId | undefined) ?? null;
      return send(account, json, 'calls', id, { type: 'CallResultReported', attemptId, result, textId: null });
    });
}

function fact(name: string, description: string, whatIsId?: string): Command {
  const command = new Command(name).description(description).argument('<account>').addOption(json());
  if (whatIsId === undefined) return command;
  return command.option(
    '--id <id>',
    `${whatIsId}, so that it counts once; without it one is made and printed`,
    reference,
  );
}

const oneOf = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices).makeOptionMandatory();

function send(account: string, json: boolean, source: string, externalId: string, fact: FactToSend['fact']) {
  const { sendFact } = require('../sending/postFact') as typeof import('../sending/postFact');
  return sendFact(account, { source, externalId, fact }, json);
}

import { Command, Option } from 'commander';
import { userInfo } from 'node:os';
import type { Command as AccountCommand } from '../../domain/message';
import { NOTHING, type Balance } from '../../domain/money';
import type { Day } from '../../domain/time';
import { day, isUserName, json, madeId, minorUnits, reference, userName } from './options';

type Given = Readonly<{ by: string; id: string; json: boolean }>;

/** What a person asks of an account, which may refuse it. */
export const orderCommands = (): Command[] => [
  resolveDispute(),
  order('promise', 'agree a promise to pay')
    .requiredOption('--amount-minor <n>', 'the amount in whole minor units (cents): 12500 is 125.00', minorUnits)
    .requiredOption('--on <day>', 'the day on which the debtor will pay, where the debtor lives', day)
    .action((account: string, options: Typed & { amountMinor: bigint; on: string }) => {
      const given = givenBy(options);
      const { amountMinor, on } = options;
      const promisedOn = on as Day;
      return send(account, given, { type: 'AgreePromise', promiseId: given.id, amountMinor, promisedOn, by: given.by });
    }),
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
  order('write-off', 'write the account off')
    .requiredOption('--because <word>', 'why, in a word', reference)
    .action((account: string, options: Typed & { because: string }) => {
      const given = givenBy(options);
      return send(account, given, { type: 'WriteOff', because: options.because, by: given.by });
    }),
];

type Typed = Readonly<{ by?: string; id?: string; json: boolean }>;
type Corrected = Readonly<{ feesMinor?: bigint; interestMinor?: bigint; principalMinor?: bigint }>;

function resolveDispute(): Command {
  return order('resolve-dispute', 'resolve the dispute [DISPUTE]')
    .requiredOption('--dispute-id <id>', 'the dispute, as `arrears show` names it', reference)
    .addOption(
      new Option('--outcome <outcome>', 'upheld: the debtor was right')
        .choices(['upheld', 'rejected'])
        .makeOptionMandatory(),
    )
    .option('--fees-minor <n>', 'fees that are owed now, in minor units', minorUnits)
    .option('--interest-minor <n>', 'interest that is owed now, in minor units', minorUnits)
    .option('--principal-minor <n>', 'principal that is owed now, in minor units', minorUnits)
    .addHelpText(
      'after',
      '\nUpheld without any of the three amounts: nothing is owed. With one of them, the others are 0.',
    )
    .action((account: string, options: Typed & Corrected & { disputeId: string; outcome: string }) => {
      const given = givenBy(options);
      const { disputeId } = options;
      const upheld = options.outcome === 'upheld';
      const correctedBalance = correctedIn(options);
      if (!upheld && correctedBalance) throw new Error('A rejected dispute corrects no amount.');
      return send(account, given, { type: 'ResolveDispute', disputeId, upheld, correctedBalance, by: given.by });
    });
}

function correctedIn({ feesMinor, interestMinor, principalMinor }: Corrected): Balance | null {
  if (feesMinor === undefined && interestMinor === undefined && principalMinor === undefined) return null;
  return {
    fees: feesMinor ?? NOTHING.fees,
    interest: interestMinor ?? NOTHING.interest,
    principal: principalMinor ?? NOTHING.principal,
  };
}

const order = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .argument('<account>')
    .option('--by <name>', 'who asks, as the journal keeps it (default: the user of this terminal)', userName)
    .option('--id <id>', 'names this request, so that it is obeyed once; without it one is made and printed', reference)
    .addOption(json());

const givenBy = ({ by, id, json }: Typed): Given => ({
  by: by ?? userOfTerminal(),
  id: id ?? madeId(),
  json,
});

function userOfTerminal(): string {
  const { username } = userInfo();
  if (isUserName(username)) return username;
  throw new Error('The journal does not take the name of the user of this terminal. Say --by <name>.');
}

function send(account: string, given: Given, command: AccountCommand): Promise<void> {
  const { sendCommand } = require('../sending/sendCommand') as typeof import('../sending/sendCommand');
  return sendCommand(account, given, command);
}

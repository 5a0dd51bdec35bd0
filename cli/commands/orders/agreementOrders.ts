import { Option, type Command } from 'commander';
import type { Instalment } from '../../../domain/events';
import { NOTHING, type Balance } from '../../../domain/money';
import type { Day } from '../../../domain/time';
import { day, instalment, minorUnits, reference } from '../options';
import { givenBy, order, send, type Typed } from './order';

/** What is agreed with the debtor about what is owed and when it is paid. */
export const agreementOrders = (): Command[] => [
  resolveDispute(),
  order('promise', 'agree a promise to pay')
    .requiredOption('--amount-minor <n>', 'the amount in whole minor units (cents): 12500 is 125.00', minorUnits)
    .requiredOption('--on <day>', 'the day on which the debtor will pay, where the debtor lives', day)
    .action((account: string, options: Typed & { amountMinor: bigint; on: Day }) => {
      const given = givenBy(options);
      const { amountMinor, on: promisedOn } = options;
      return send(account, given, { type: 'AgreePromise', promiseId: given.id, amountMinor, promisedOn, by: given.by });
    }),
  order('arrangement', 'agree a written repayment agreement of instalments: collection stops [ARRANGEMENT]')
    .requiredOption(
      '--instalment <day=n>',
      'once for each, in order: 2026-05-01=50000 is 500.00 on that day',
      instalment,
    )
    .requiredOption('--method <word>', 'how the debtor pays, in a word: transfer, debit …', reference)
    .action((account: string, options: Typed & { instalment: readonly Instalment[]; method: string }) => {
      const given = givenBy(options);
      const { instalment: instalments, method } = options;
      const agreed = { type: 'AgreeArrangement', arrangementId: given.id, instalments, method, by: given.by } as const;
      return send(account, given, agreed);
    }),
];

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

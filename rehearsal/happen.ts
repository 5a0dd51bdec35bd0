import { giveCommand } from '../client/giveCommand';
import { reportFacts } from '../client/reportFacts';
import { unreachable, type AccountId } from '../domain/brand';
import type { Command, Fact } from '../domain/message';
import type { Balance } from '../domain/money';
import { dayOf, type Day } from '../domain/time';
import { loadAccount } from '../storage/journal';
import type { Happening } from './portfolio';
import { ZONE, type Stage } from './world';

/** Lets one happening of the portfolio reach the service, as a fact or as a collector's or supervisor's command. */
export async function happen(stage: Stage, happening: Happening): Promise<void> {
  const { accountId } = happening;
  switch (happening.kind) {
    case 'accountRecalled':
      return report(stage, accountId, 'recall', { type: 'RecallReported', because: happening.because });
    case 'disputeRaised':
      return report(stage, accountId, 'dispute', {
        type: 'DisputeReported',
        disputeId: `${accountId}-dispute`,
        ground: happening.ground,
        textId: null,
      });
    case 'fraudClaimed':
      return report(stage, accountId, 'claim', {
        type: 'FraudClaimReported',
        claimId: `${accountId}-claim`,
        textId: null,
      });
    case 'fraudStatementReceived':
      return report(stage, accountId, 'statement', { type: 'FraudStatementArrived', claimId: `${accountId}-claim` });
    case 'fraudDecided':
      return report(stage, accountId, 'decision', {
        type: 'FraudDecisionReported',
        claimId: `${accountId}-claim`,
        confirmed: happening.confirmed,
        decidedOn: dayOf(happening.at, ZONE),
      });
    case 'disputeResolved':
      return command(stage, accountId, await resolution(stage, happening));
    case 'promiseMade': {
      const { amountMinor, promisedOn } = happening;
      return command(stage, accountId, {
        type: 'AgreePromise',
        promiseId: `${accountId}-promise`,
        amountMinor,
        promisedOn: promisedOn as Day,
        by: 'rehearsal-collector',
      });
    }
    default:
      return unreachable(happening);
  }
}

async function report(stage: Stage, accountId: string, name: string, fact: Fact): Promise<void> {
  await reportFacts(stage.db, stage.clock, [
    { accountId, source: 'rehearsal', externalId: `${accountId}-${name}`, fact },
  ]);
}

function nameOf(given: Command): string {
  if ('referralId' in given) return given.referralId;
  if ('messageId' in given) return given.messageId;
  return 'escalationId' in given ? given.escalationId : '';
}

/** A refusal is an answer like any other; the account keeps it. */
export async function command(stage: Stage, accountId: string, given: Command): Promise<void> {
  const key = `${accountId}-${given.type}-${nameOf(given)}`;
  await giveCommand(stage.db, stage.client, stage.clock, { accountId, caller: 'rehearsal', key, command: given });
}

async function resolution(stage: Stage, happening: Extract<Happening, { kind: 'disputeResolved' }>): Promise<Command> {
  const { accountId, upheld, correctedBalanceMinor } = happening;
  const { account } = await loadAccount(stage.db, accountId as AccountId);
  const correctedBalance =
    account && correctedBalanceMinor !== undefined ? cut(account.balance, correctedBalanceMinor) : null;
  return {
    type: 'ResolveDispute',
    disputeId: `${accountId}-dispute`,
    upheld,
    correctedBalance,
    by: 'rehearsal-supervisor',
  };
}

/** The corrected sum, with the fees and interest that were disputed gone first. */
function cut(balance: Balance, toMinor: bigint): Balance {
  const principal = balance.principal < toMinor ? balance.principal : toMinor;
  return { fees: 0n, interest: toMinor - principal, principal };
}

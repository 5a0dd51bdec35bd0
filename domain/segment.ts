import type { Account } from './account';
import type { Behaviour, Risk, Segment } from './events';
import { totalOf, type Minor } from './money';

export type OverdueReason = 'forgot' | 'cashFlow' | 'illness' | 'unemployment' | 'unwilling' | 'disagrees' | 'unknown';

/** What the file tells about a debtor's ability and willingness. */
export type RiskFacts = Readonly<{
  balanceMinor: Minor;
  repaymentHistory: readonly number[];
  overdueReason: OverdueReason;
  hasAssets: boolean | null;
}>;

const SMALL_MINOR = 1_000_000n; // 10,000 in whole units
const LARGE_MINOR = 10_000_000n; // 100,000 in whole units

/** Intake: amount, history, reason and assets make the segment (domain §2.1). */
export function segmentOf(facts: RiskFacts): Segment {
  return { risk: riskOf(facts), behaviour: behaviourOf(facts.overdueReason), size: sizeOf(facts.balanceMinor) };
}

/** The same judgement on today's facts: a debt that outlived its demand is never low risk, a broken promise makes it high. */
export function assess(account: Account): Segment {
  const { segment, repaymentHistory, promisesBroken } = account;
  const risk = promisesBroken > 0 || segment.risk === 'high' ? 'high' : worse(riskOfHistory(repaymentHistory));
  return { ...segment, risk, size: sizeOf(totalOf(account.balance)) };
}

function riskOf(facts: RiskFacts): Risk {
  if (facts.overdueReason === 'unwilling') return 'high';
  const risk = riskOfHistory(facts.repaymentHistory);
  return facts.hasAssets === false ? worse(risk) : risk;
}

/** Months of delay as the bank reports them: three in one stretch or half the time late is high. */
function riskOfHistory(months: readonly number[]): Risk {
  const late = months.filter((delay) => delay >= 1).length;
  if (Math.max(0, ...months) >= 3 || late * 2 > months.length) return 'high';
  return late >= 2 ? 'medium' : 'low';
}

const worse = (risk: Risk): Risk => (risk === 'low' ? 'medium' : 'high');

function behaviourOf(reason: OverdueReason): Behaviour {
  if (reason === 'unwilling') return 'wilful default';
  if (reason === 'cashFlow' || reason === 'illness' || reason === 'unemployment') return 'temporarily unable';
  return 'hard to reach';
}

function sizeOf(balanceMinor: Minor): Segment['size'] {
  if (balanceMinor < SMALL_MINOR) return 'small';
  return balanceMinor < LARGE_MINOR ? 'medium' : 'large';
}

import type { Breach, Rule, Verdict, Where } from './rules';

/** What was asked, rule by rule, and what was found: no breach means nothing where nothing was asked. */
export type Tally = Readonly<{ asked: Map<Rule, number>; breaches: Breach[] }>;

export const openTally = (): Tally => ({ asked: new Map(), breaches: [] });

export function hold(tally: Tally, rule: Rule, where: Where, verdict: Verdict): void {
  if (verdict === 'notAsked') return;
  tally.asked.set(rule, (tally.asked.get(rule) ?? 0) + 1);
  if (verdict !== 'kept') note(tally, rule, where, verdict.says);
}

/** A breach of a rule whose questions are counted elsewhere. */
export function note(tally: Tally, rule: Rule, { accountId, version, at }: Where, says: string): void {
  tally.breaches.push({ rule, accountId, version, at, says });
}

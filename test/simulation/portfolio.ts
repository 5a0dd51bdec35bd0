import type { PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import { readAssumptions, ASSUMED } from '../../simulation/life/assumptions';
import { FITTED, readModel } from '../../simulation/readModel';
import { simulate, type Simulation } from '../../simulation/simulate';
import { survey } from '../../simulation/running/survey';
import { csvOf, fileOf, overdueTexts } from '../intake/sampleRows';
import { bankCard } from '../domain/policies';

/** The first day of every simulation of these tests. */
export const START = '2026-01-16' as Day;

export const rowsOf = (count: number): readonly Readonly<Record<string, string>>[] =>
  Array.from({ length: count }, (_, i) => ({
    ...overdueTexts,
    account_id: `A-${i}`,
    debtor_id: `D-${i}`,
    principal_minor: String(500_000 + 370_000 * i),
    arrears_minor: String(120_000 + 40_000 * i),
    due_on: i % 3 === 0 ? '2025-12-01' : '2026-01-02',
    email: `debtor${i}@example.invalid`,
    address: `Test road ${i}|Taipei`,
    repayment_history: i % 2 === 0 ? '2|2|0' : '1|0|0',
  }));

export const portfolioOf = (rows: readonly Readonly<Record<string, string>>[]): string =>
  fileOf('overdue.csv', csvOf(...rows));

/** The bank-card pack with some of its reminders and calls left out. */
export const gentle: PolicyInForce = {
  hash: 'gentle' as PolicyInForce['hash'],
  policy: {
    ...bankCard.policy,
    version: 'gentle',
    stages: {
      ...bankCard.policy.stages,
      reminder: { ...bankCard.policy.stages.reminder, ladder: bankCard.policy.stages.reminder.ladder.slice(0, 1) },
      negotiation: { ...bankCard.policy.stages.negotiation, ladder: [] },
    },
  },
};

/** A small simulation; a test says what is particular about it. */
export async function simulated(changed: Partial<Simulation> = {}) {
  return simulate(await simulationOf(changed));
}

export async function simulationOf(changed: Partial<Simulation> = {}): Promise<Simulation> {
  const { signal } = new AbortController();
  const path = changed.path ?? portfolioOf(rowsOf(24));
  return {
    path,
    survey: changed.survey ?? (await survey({ path, signal })),
    packs: [bankCard, gentle],
    model: await readModel(FITTED),
    behaviour: await readAssumptions(ASSUMED),
    collector: 'bank',
    startOn: START,
    days: 120,
    seed: 5,
    accounts: null,
    threads: 1,
    signal,
    ...changed,
  };
}

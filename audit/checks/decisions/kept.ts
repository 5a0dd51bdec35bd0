import { z } from 'zod';
import type { DebtorRecord } from '../../../storage/redecide/debtorRecord';
import type { Redecided } from '../../../storage/redecide/redecideDebtor';
import { loadRedecide } from '../../decisionCode';

/** What the code of any build answers; it may be of another age, so nothing of it is taken on trust. */
const answer = z.array(
  z.object({
    accountId: z.string(),
    turns: z.number(),
    differences: z.array(
      z.object({
        version: z.number(),
        about: z.enum(['event', 'answer', 'next']),
        was: z.unknown(),
        wouldBe: z.unknown(),
      }),
    ),
    before: z.number(),
    unexplained: z.array(z.number()),
  }),
);
const DECIDES_WITHIN_MS = 60_000;

/** Takes a debtor's turns once more with the code of one build. */
export type Decider = (record: DebtorRecord) => readonly Redecided[];
export type Deciders = Readonly<{ of(build: string, decisionBundle: string): Decider }>;

/** The code of each build is read in once, when it is first asked: that it cannot be is an answer about its own turns alone. */
export function openDeciders(): Deciders {
  const known = new Map<string, Decider>();
  return {
    of: (build, decisionBundle) => (record) => {
      const decider = known.get(build) ?? readIn(build, decisionBundle);
      known.set(build, decider);
      return decider(record);
    },
  };
}

function readIn(build: string, code: string): Decider {
  const redecide = loadRedecide({ build, code, withinMs: DECIDES_WITHIN_MS });
  return (record) => answer.parse(JSON.parse(redecide(JSON.stringify({ record, build }))));
}

import { createRequire, isBuiltin } from 'node:module';
import { Script } from 'node:vm';
import { z } from 'zod';
import type { DebtorRecord } from '../../../storage/redecide/debtorRecord';
import type { Redecided } from '../../../storage/redecide/redecideDebtor';

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
type KeptCode = { redecide(requestJson: string): string };
type Wrapped = (exports: object, require: (name: string) => unknown, module: object) => void;

const load = createRequire(__filename);

/** Takes a debtor's turns once more with the code of one build. */
export type Decider = (record: DebtorRecord) => readonly Redecided[];
export type Deciders = Readonly<{ of(build: string, decisionBundle: string): Decider }>;

/** The code of each build is read in once. */
export function openDeciders(): Deciders {
  const known = new Map<string, Decider>();
  return {
    of(build, decisionBundle) {
      const decider = known.get(build) ?? readIn(build, decisionBundle);
      known.set(build, decider);
      return decider;
    },
  };
}

/** The kept code needs Node's own modules alone, and gets no others. */
function readIn(build: string, decisionBundle: string): Decider {
  const text = `(function (exports, require, module) {${decisionBundle}\n})`;
  const wrapped = new Script(text, { filename: `${build}.cjs` }).runInThisContext() as Wrapped;
  const module = { exports: {} as KeptCode };
  wrapped(module.exports, requireBuiltin, module);
  return (record) => answer.parse(JSON.parse(module.exports.redecide(JSON.stringify({ record, build }))));
}

function requireBuiltin(name: string): unknown {
  if (isBuiltin(name)) return load(name);
  throw new Error(`The kept code asks for ${name}, which is not in it`);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { canonical, sha256 } from '../../storage/json';

const share = z.number().min(0).max(1);
const days = z.number().min(0).max(365);
const times = z.number().min(0).max(10);
const uplift = z.strictObject({ by: times, days });
const perChannel = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ sms: schema, email: schema, call: schema, letter: schema });

const call = z
  .strictObject({
    rightParty: share,
    thirdParty: share,
    thirdPartyAnnoyed: share,
    voicemail: share,
    busy: share,
    wrongNumber: share,
    identityVerified: share,
    afterHours: z.number().min(0).max(240),
  })
  .refine(
    ({ rightParty, thirdParty, thirdPartyAnnoyed, voicemail, busy, wrongNumber }) =>
      rightParty + thirdParty + thirdPartyAnnoyed + voicemail + busy + wrongNumber <= 1 + 1e-9,
    'the ways in which a call ends must not be more than 1 together',
  );

const trouble = z
  .strictObject({
    withinDays: z.number().positive().max(365),
    dispute: z.strictObject({ share, lastsDays: days, upheld: share }),
    hardship: z.strictObject({ share, lastsDays: days }),
    vulnerability: z.strictObject({ share, lastsDays: days }),
    fraud: z.strictObject({ share, lastsDays: days, confirmed: share }),
    bankruptcy: z.strictObject({ share }),
    death: z.strictObject({ share }),
    complaintAnsweredAfterDays: days,
  })
  .refine(
    ({ dispute, hardship, vulnerability, fraud, bankruptcy, death }) =>
      [dispute, hardship, vulnerability, fraud, bankruptcy, death].reduce((sum, one) => sum + one.share, 0) <= 1 + 1e-9,
    'the shares must not be more than 1 together: an account has at most one trouble',
  );

/** What people are assumed to do when they are contacted, because no data say it. `source` cannot be anything else. */
export const assumptions = z.strictObject({
  format: z.literal(1),
  source: z.literal('assumption'),
  description: z.string().min(1).max(200),
  payment: z.strictObject({
    withoutContact: z.number().positive().max(1),
    uplift: perChannel(uplift),
    repetition: share,
    mostUplift: times,
  }),
  delivery: z.strictObject({
    sms: share,
    email: share,
    letter: share,
    letterMailedAfterDays: days,
    letterArrivesAfterDays: days,
  }),
  call,
  agreement: z.strictObject({
    promise: share,
    promiseShareOfArrears: z.number().positive().max(1),
    promisedAfterDays: z.int().min(1).max(60),
    promiseKept: share,
    arrangement: share,
    instalments: z.int().min(1).max(60),
    instalmentKept: share,
  }),
  reaction: z.strictObject({
    optOut: z.strictObject({ sms: share, email: share }),
    complaint: perChannel(share),
  }),
  trouble,
  legal: z.strictObject({
    decidedAfterDays: days,
    approves: share,
    lawyerLetterAfterDays: days,
    paymentOrderAfterDays: days,
    claimConfirmedAfterDays: days,
    writtenOffAfterDays: z.int().positive().max(3650),
  }),
  cost: perChannel(z.number().nonnegative().max(1_000_000)),
});
export type Assumptions = z.output<typeof assumptions>;
export type AssumptionsFile = Readonly<{ path: string; sha256: string; assumptions: Assumptions }>;

export const ASSUMED = join(__dirname, '..', 'models', 'assumed-behaviour.yaml');

/** Throws with file, path and reason. The hash is that of the content, so comments and spaces do not count. */
export async function readAssumptions(path: string): Promise<AssumptionsFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`);
  });
  const parsed = assumptions.safeParse(yamlOf(text, path));
  if (!parsed.success) throw new Error(`${path} is refused:\n${z.prettifyError(parsed.error)}`);
  return { path, sha256: sha256(canonical(parsed.data)), assumptions: parsed.data };
}

function yamlOf(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${path} is refused:\n${String(error)}`, { cause: error });
  }
}

import { z } from 'zod';
import type { Checked } from '../../audit/finding';
import { apiVariables, workerVariables, type WorkerVariables } from '../../settings/variables';
import type { Build } from '../../worker/build';

const SETTINGS = new Set([...Object.keys(workerVariables.shape), ...Object.keys(apiVariables.shape)]);

/** The environment of an auditor: it is told its settings, and runs kept code, which has no business with keys and providers. */
export const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !SETTINGS.has(name)));

/** What an auditor is told before it begins; by channel, because keys belong into no command line. */
export type Brief = Readonly<{
  do: 'begin';
  settings: WorkerVariables;
  /** Without it the archive alone is asked for histories. */
  temporalAddress: string | null;
  current: Build;
}>;
export type Order = Brief | Readonly<{ do: 'audit'; debtorIds: readonly string[] }>;

const answer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('ready') }),
  z.object({ is: z.literal('audited'), checked: z.custom<readonly Checked[]>() }),
  z.object({ is: z.literal('failed'), because: z.string() }),
]);
export type Answer = z.output<typeof answer>;

/** The module loader sends messages of its own over the same channel: these are none. */
export function readAnswer(sent: unknown): Answer | null {
  const parsed = answer.safeParse(sent);
  return parsed.success ? parsed.data : null;
}

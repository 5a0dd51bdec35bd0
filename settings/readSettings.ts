import { z } from 'zod';

/** A variable that is set to nothing counts as not set, as docker compose passes it. */
const withoutEmpty = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => !!entry[1]));

/** Reads what a process needs from its environment; everything that is missing or wrong is said at once. */
export function readSettings<Shape extends z.ZodType>(shape: Shape, environment = process.env): z.output<Shape> {
  const parsed = shape.safeParse(withoutEmpty(environment));
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is not complete:\n${z.prettifyError(parsed.error)}`);
}

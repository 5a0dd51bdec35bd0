/** A message for the person at the terminal; stdout holds results only. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** One JSON value on stdout: amounts as texts of minor units, dates as ISO 8601 in UTC. */
export const printJson = (value: unknown): void =>
  print(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part), 2));

/** A plain value that cannot be mistaken for another: an AccountId is not just any string. */
export type Brand<Value, Name extends string> = Value & { readonly __brand: Name };

export type AccountId = Brand<string, 'AccountId'>;
export type DebtorId = Brand<string, 'DebtorId'>;
export type AttemptId = Brand<string, 'AttemptId'>;
export type PolicyHash = Brand<string, 'PolicyHash'>;

/** Reached only when a union grew and a switch did not; the compiler objects first. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

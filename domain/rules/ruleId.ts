/** The rules of the domain document that the service can act on so far; an event that a rule caused names it. */
export const RULE_IDS = [
  'HOURS',
  'FREQUENCY',
  'DISPUTE',
  'FRAUD',
  'AMOUNT',
  'LETTER-MIN',
  'LETTER-CLOSED',
  'LETTER-REGISTERED',
  'ALLOCATION',
  'OVERPAID',
  'LEGAL-READY',
  'REACHABLE',
] as const;

/** `REACHABLE` is our own: a channel is used only where the bank's file gave an address for it. */
export type RuleId = (typeof RULE_IDS)[number];

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
  'PROMISE',
] as const;

/**
 * Two are our own. `REACHABLE`: a channel is used only where the bank's file gave an address for it. `PROMISE`: who has
 * just promised to pay is left alone until that day.
 */
export type RuleId = (typeof RULE_IDS)[number];

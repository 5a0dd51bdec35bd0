/** The rules of the domain document that the service acts on; an event that a rule caused names it. */
export const RULE_IDS = [
  'HOURS',
  'HOLIDAY',
  'FREQUENCY',
  'CONSENT',
  'FIRST-CALL',
  'IDENTITY',
  'THIRD-PARTY',
  'AMOUNT',
  'TEMPLATE',
  'CONDUCT',
  'RECORD',
  'DISPUTE',
  'FRAUD',
  'VULNERABLE',
  'HARDSHIP',
  'COMPLAINT',
  'LETTER-MIN',
  'LETTER-THIRD',
  'LETTER-CLOSED',
  'LETTER-REGISTERED',
  'ALLOCATION',
  'OVERPAID',
  'LEGAL-READY',
  'RETENTION',
  'REACHABLE',
  'PROMISE',
  'ARRANGEMENT',
  'BANKRUPTCY',
  'DEATH',
  'NOTICE',
] as const;

/**
 * The last six are our own. `REACHABLE`: a channel is used only where there is an address for it. `PROMISE`, `ARRANGEMENT`: who
 * has agreed to pay is left alone as long as the word is kept. `BANKRUPTCY`, `DEATH`: the holds of these names. `NOTICE`: where
 * the pack asks for a notice of the debt, it comes before every other word (12 CFR 1006.34).
 */
export type RuleId = (typeof RULE_IDS)[number];

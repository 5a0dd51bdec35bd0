/** The rules that are counted again, and what of the journal is held against each. */
export const RECOUNTED = {
  HOURS: 'contacts',
  HOLIDAY: 'contacts',
  FREQUENCY: 'contacts',
  CONSENT: 'contacts',
  'THIRD-PARTY': 'contacts',
  IDENTITY: 'calls to debtors',
  AMOUNT: 'contacts',
  TEMPLATE: 'contacts',
  CONDUCT: 'messages of collectors',
  NOTICE: 'contacts under a pack with a notice',
  DISPUTE: 'disputes',
  FRAUD: 'claims and confirmations',
  PROMISE: 'promises',
  ARRANGEMENT: 'arrangements',
  VULNERABLE: 'holds',
  HARDSHIP: 'holds',
  COMPLAINT: 'complaints',
  BANKRUPTCY: 'holds',
  DEATH: 'holds',
  'LETTER-MIN': 'letters by mail',
  'LETTER-THIRD': 'letters',
  'LETTER-CLOSED': 'letters and prints',
  'LETTER-REGISTERED': 'register numbers',
  RECORD: 'contacts, refusals and outcomes',
} as const;
export type Rule = keyof typeof RECOUNTED;
export const RULES = Object.keys(RECOUNTED) as readonly Rule[];

/** An event by its place in the journals; all null where it is about the journals as a whole. */
export type Where = Readonly<{ accountId: string | null; version: number | null; at: number | null }>;
export type Breach = Where & Readonly<{ rule: Rule; says: string }>;

/** How one rule was held against one thing. */
export type Verdict = 'kept' | 'notAsked' | Readonly<{ says: string }>;
export const keptUnless = (isBreached: boolean, says: string): Verdict => (isBreached ? { says } : 'kept');

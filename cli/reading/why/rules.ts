import type { RuleId } from '../../../domain/rules/ruleId';

/** Each rule in a sentence, for people; a forgotten one does not compile. */
export const RULES: Readonly<Record<RuleId, string>> = {
  HOURS: 'Contact only within the pack’s hours on the debtor’s clock, unless the debtor agreed to another time.',
  HOLIDAY: 'No contact on public holidays, nor on days that the holiday calendar does not know.',
  FREQUENCY: 'No more contacts with one debtor than the pack allows, per channel and in total, all accounts together.',
  CONSENT: 'A channel that the debtor opted out of is not used; preferred hours, channel and language are honoured.',
  'FIRST-CALL': 'Calls go to the office first, then the mobile, then home, and to an emergency contact last of all.',
  IDENTITY: 'Until the debtor has proved who they are, a caller asks for that and says no word about the debt.',
  'THIRD-PARTY':
    'Nobody but the debtor learns of the debt; a third party is asked only with consent, and never again after a refusal.',
  AMOUNT: 'A message names the balance of its moment; where nothing is owed, or something else, it does not go out.',
  TEMPLATE: 'Only texts whose approval holds on this day are used.',
  CONDUCT: 'No threat, insult or impersonation: words of a collector that the pack forbids wait for a supervisor.',
  RECORD: 'Every contact is recorded: when, how, by whom, how it ended.',
  DISPUTE: 'While the debtor disputes the debt, collection stops.',
  FRAUD:
    'While the debtor denies having applied, collection stops: the statement is asked for, and the bank decides in time.',
  VULNERABLE: 'A debtor in serious illness or pregnancy is contacted only in the way that a supervisor has set.',
  HARDSHIP: 'While a hardship is recognised, collection stops; it is reviewed in time.',
  COMPLAINT: 'While a complaint is open, collection stops; it is answered in time.',
  'LETTER-MIN': 'No letter for a balance up to the pack’s floor, unless it is handed over at a visit.',
  'LETTER-THIRD': 'A letter goes to the debtor’s own address and to nobody else.',
  'LETTER-CLOSED': 'No letter for an account that was settled or withdrawn, also between decision and printing.',
  'LETTER-REGISTERED':
    'Letters are registered mail: each number of the register is mailed, handed over, spoiled or returned, without a gap.',
  ALLOCATION: 'A payment reduces fees, interest and principal in the pack’s order.',
  OVERPAID: 'What was paid beyond the balance goes back.',
  'LEGAL-READY':
    'Legal recourse needs a delivered demand, time to answer it, a fresh assessment and a recorded approval.',
  RETENTION: 'Records are kept as long as the pack says.',
  REACHABLE: 'A channel is used only where the bank gave an address for it.',
  PROMISE: 'Who has promised to pay is left alone until that day and the days of grace have passed.',
  ARRANGEMENT: 'Who has signed an arrangement is left alone as long as it is kept.',
  BANKRUPTCY: 'After the debtor’s bankruptcy collection stops.',
  DEATH: 'After the debtor’s death collection stops.',
  NOTICE: 'The notice of the debt comes before every other word.',
};

export const ATTRIBUTION =
  'Made from "Default of Credit Card Clients", I-Cheng Yeh, UCI Machine Learning Repository, 2009, doi 10.24432/C55S3H, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changed: see README.md.';

/** The README that goes with every converted portfolio: where it comes from, what was changed and what was made up. */
export const portfolioReadme = (command: string, tables: string): string => `# A portfolio to try things on

${ATTRIBUTION}

The amounts, months of delay and payments are those of real credit-card clients of a bank in Taiwan. **Every name, number, phone,
address and e-mail is made up**, and so is everything marked so below. Made by \`${command}\`; the same command makes the same bytes.

| file | holds |
| --- | --- |
| \`overdue-01.csv\` … \`overdue-24.csv\` | the accounts that became late, in the order of time: four files a month of the data (April 2005 is files 1 to 4) |
| \`payments.csv\` | what was paid after the hand-over, in the order of time |
| \`happenings.jsonl\` | what else the outside world did, in the order of time |
| \`manifest.json\` | when each file is handed over, numbers, attribution |

## From the data

- A client comes in the first month in which it is late (status of 1 or more) with a positive bill, and once. Month 1 of the data begins at
  the start day, month 2 a calendar month later.
- The balance is the bill, the credit limit and the repayment history are the data's. One TWD is 100 minor units.
- Payments are those of the months after the hand-over; the day and hour are made up. They end when the balance is paid; the last one is
  kept whole, so it may overpay.
- \`accountRecalled\`: the bank takes the account back when two months one after the other are not late.
- Sex, education, marriage and age are left out: collecting does not need them.

## Derived or made up

- **Months late.** The data often jumps from "not late" to "two months late" in one month. Who was not late a month ago has no
  older unpaid due date, so the delay is cut to the run of late months; a run from the first month on has an unknown past and stays.
- **Hand-over.** Files come at 08:30 in Taipei, 4, 11, 18 and 25 days after a month's beginning. Which of them brings a client, its
  statement cycle says, drawn by a hash; those who were late before the first month are spread over its four files too.
- **due_on.** The cycle also gives each client its day of the month, 3 to 23 days before the first month's hand-over; the delay counts
  back from the latest such day.
- **Split.** Late fee 300 TWD a month late, of three months and a third of the bill at most; interest 15 % / 12 of the bill; principal is the rest.
- **Arrears.** The minimum payment, 1,000 TWD or a tenth of the bill, for each month late, at most the balance.
- **Debtors.** Numbered; every 25th account belongs to the debtor of the one before it. 4 % read English, 3 % have no mobile, 5 % no
  e-mail, 10 % no national id. National ids have a 0 where real ones have a 1 or 2.
- **Reason and assets** of some clients; **disputes** (3 %), **fraud claims** (2 %) and **promises** (8 %, mostly of what the data then shows as paid).
  Lines of \`happenings.jsonl\` say \`"madeUp": true\`. They are drawn by a hash of the client, from 09:00 to 18:00; what would come
  later than 190 days after the start is left out, so the last troubles may have no end.

## How it is spread

${tables}`;

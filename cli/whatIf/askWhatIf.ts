import type { Stage } from '../../domain/events';
import type { PolicyInForce } from '../../domain/policy';
import { addDays, instant, startOfDay, type Day, type Instant, type TimeZone } from '../../domain/time';
import type { Figures } from '../../simulation/whatIf/figures';
import { accountPage } from '../../simulation/whatIf/accountPage';
import { portfolioPage } from '../../simulation/whatIf/portfolioPage';
import type { AccountWhatIf, NotLived } from '../../simulation/whatIf/result';
import type { Selection } from '../../simulation/whatIf/selectDebtors';
import { whatIf, type WhatIfRequest } from '../../simulation/whatIf/whatIf';
import type { Db } from '../../storage/database';
import { loadClock } from '../../storage/rehearsalClock';
import { onDatabase } from '../findService';
import { EXIT } from '../exitCode';
import { print, printJson, say } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { writePage } from '../terminal/writePage';
import { accountJson, figuresJson } from './json';
import { readOtherPack, type OtherPack } from './readOtherPack';
import { accountText, portfolioText } from './text';

export type WhatIfOptions = Readonly<{
  policy: string;
  all: boolean;
  pack?: string;
  stage?: Stage;
  until?: Day;
  html?: string;
  json: boolean;
}>;

type Asked = WhatIfRequest & OtherPack;

const UTC = 'UTC' as TimeZone;

/** Shows what another pack would have made of what is recorded, for one account or for a portfolio. Changes nothing. */
export async function askWhatIf(accountId: string | undefined, options: WhatIfOptions): Promise<void> {
  const selection = selectionOf(accountId, options);
  await onDatabase(async (db) => {
    const now = (await loadClock(db)).now();
    const until = options.until ? lastMomentOf(options.until) : now;
    const request = { selection, until, ...(await readOtherPack(db, { path: options.policy, selection, now, until })) };
    if (selection.of === 'account') await tellAccount(db, request, options);
    else await tellPortfolio(db, request, options);
  });
}

const lastMomentOf = (until: Day): Instant => instant(startOfDay(addDays(until, 1), UTC) - 1);

function selectionOf(accountId: string | undefined, { all, pack, stage }: WhatIfOptions): Selection {
  const selections: Selection[] = [
    ...(accountId === undefined ? [] : [{ of: 'account' as const, accountId }]),
    ...(all ? [{ of: 'all' as const }] : []),
    ...(pack === undefined ? [] : [{ of: 'pack' as const, packId: pack }]),
    ...(stage === undefined ? [] : [{ of: 'stage' as const, stage }]),
  ];
  const [first] = selections;
  if (!first || selections.length > 1) throw new Error('Name one account, or one of --all, --pack and --stage.');
  return first;
}

async function tellAccount(db: Db, request: Asked, { html, json }: WhatIfOptions): Promise<void> {
  const accounts: (AccountWhatIf | NotLived)[] = [];
  await whatIf(db, request, { onAccount: (one) => void accounts.push(one) });
  const [account] = accounts;
  if (!account) throw new Error('Nothing was found.');
  if ('because' in account) throw new Error(`${account.accountId} cannot be lived again: ${account.because}.`);
  if (html !== undefined) await write(html, accountPage(account, named(request, `What if: ${account.accountId}`)));
  if (json) printJson(accountJson(account, namesOf(request)));
  else print(accountText(account, named(request, account.accountId)));
  if (account.baseline.differs) process.exitCode = EXIT.undecided;
}

async function tellPortfolio(db: Db, request: Asked, { html, json }: WhatIfOptions): Promise<void> {
  const line = openProgressLine();
  const onProgress = ({ accounts, diverged }: Figures): void =>
    line.show(`${accounts} accounts lived twice, ${diverged} diverge`);
  let figures: Figures;
  try {
    figures = await whatIf(db, request, { onProgress });
  } finally {
    await line.end();
  }
  if (html !== undefined) await write(html, portfolioPage(figures, named(request, 'What if')));
  if (json) printJson(figuresJson(figures, namesOf(request)));
  else print(portfolioText(figures, named(request, 'What if')));
  if (figures.notReproduced > 0) process.exitCode = EXIT.undecided;
}

async function write(file: string, page: string): Promise<void> {
  await writePage(file, page);
  say(`The page is in ${file}.`);
}

const nameOf = ({ hash, policy }: PolicyInForce): string => `${policy.id} ${policy.version} (${hash.slice(0, 12)})`;

const named = ({ to, until, remarks }: Asked, title: string) => ({
  title,
  remarks,
  pack: nameOf(to),
  until: new Date(until).toISOString(),
});

const namesOf = ({ to, until, remarks }: Asked) => ({
  remarks,
  policy: { id: to.policy.id, version: to.policy.version, hash: to.hash },
  until: new Date(until).toISOString(),
});

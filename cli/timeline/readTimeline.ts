import type { AccountEvent } from '../../domain/events';
import type { Instant } from '../../domain/time';
import type { Db } from '../../storage/database';
import type { MasterKey } from '../../storage/personalData';
import { loadPolicies } from '../../storage/policies';
import { localMoment } from '../reading/localTime';
import { wordsFor } from '../reading/timeline';
import { causesOf } from '../reading/why/cause';
import { chainAt, chainText } from '../reading/why/chain';
import { eventIn, journalOf } from '../reading/why/lookUp';
import type { Line } from '../terminal/labelled';
import { chaptersOf } from './chapters';
import { curveOf } from './curve';
import { readDebtor } from './debtor';
import { entriesOf } from './entries';
import { alarmsOf, headLines, packLines, textsLine } from './head';
import type { Timeline } from './model';
import { readPapers } from './papers';
import { needsKey, SIGHT, type Role } from './roles';

export type Asked = Readonly<{ accountId: string; role: Role; master: MasterKey | null; now: Instant }>;

/** Far more than a life brings about, and as much as a browser can still show. */
const EVENTS_AT_MOST = 20_000;
const tooLong = (accountId: string, events: number): string =>
  `${accountId} has ${events} events, and a page holds at most ${EVENTS_AT_MOST}; \`arrears show\` prints them all.`;

/**
 * Everything about one account as it stands at one moment of the database. Throws for an account that nobody handed over,
 * and for a journal with a hole.
 */
export const readTimeline = (db: Db, asked: Asked): Promise<Timeline> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => timelineIn(trx, asked));

async function timelineIn(db: Db, { accountId, role, master: key, now }: Asked): Promise<Timeline> {
  const master = needsKey(role) ? key : null;
  const { events: rows } = await journalOf(db, accountId);
  if (rows.length > EVENTS_AT_MOST) throw new Error(tooLong(accountId, rows.length));
  const events = rows.map(eventIn);
  const opened = openingOf(accountId, events);
  const { debtorId, timeZone, currency, product, language } = opened;
  const policies = await loadPolicies(db);
  const debtor = await readDebtor(db, master, debtorId, role, opened.contactPoints);
  const papers = await readPapers(db, master, events, debtor, role);
  const entries = rows.map(({ cause }, i) => ({ event: events[i]!, cause }));
  const words = wordsFor(entries, currency, timeZone);
  const causes = entries.map(({ cause }) => cause);
  const causeOf = await causesOf(db, causes);
  const told = entriesOf({ rows, events, timeZone, policies, causeOf, papers, words });
  const { account } = told.at(-1)!;
  const chain = await chainAt(db, accountId, rows.length);
  const chainLine: Line = ['chain', chainText(chain, rows.length)];
  return {
    accountId,
    debtorId,
    name: debtor.name,
    product,
    currency,
    timeZone,
    language,
    role,
    sees: SIGHT[role].says,
    generatedAt: now,
    generated: `${localMoment(now, timeZone)} ${timeZone} (${new Date(now).toISOString()})`,
    head: [...(await headLines(db, account, debtor, words, now)), textsLine(papers), chainLine],
    packs: packLines(rows, policies),
    alarms: alarmsOf(papers, chain.brokenAt === null ? null : chainLine[1]!),
    chain,
    curve: curveOf(told, events, now),
    chapters: chaptersOf(told, timeZone),
  };
}

function openingOf(accountId: string, [first]: readonly AccountEvent[]) {
  if (first?.type === 'AccountOpened') return first;
  throw new Error(
    `The journal of ${accountId} does not begin with its opening; \`arrears rebuild\` says what is broken.`,
  );
}

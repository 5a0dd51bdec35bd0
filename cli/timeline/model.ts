import type { AccountEvent, Stage } from '../../domain/events';
import type { Minor } from '../../domain/money';
import type { Language } from '../../domain/policy';
import type { Day, Instant, TimeZone } from '../../domain/time';
import type { TextState } from '../../storage/queries/provenTexts';
import type { Line } from '../terminal/labelled';
import type { Cause } from '../reading/why/cause';
import type { Chain } from '../reading/why/chain';
import type { Explanation } from '../reading/why/explain';
import type { Look } from './looks';
import type { Role } from './roles';

/** A message, a letter or somebody's own words, as a role may see them. */
export type Paper = Readonly<{
  kind: 'message' | 'letter' | 'words';
  /** By which contact point it went out; null for words that came to us. */
  to: string | null;
  language: string | null;
  subject: string | null;
  /** Null where the text is not shown: `verdict` says why. */
  paragraphs: readonly string[] | null;
  textId: string;
  sha256: string | null;
  state: TextState;
  verdict: string;
}>;

/** One event: what, when, why, who, and what went out. */
export type Entry = Readonly<{
  version: number;
  type: AccountEvent['type'];
  at: Instant;
  /** `09:30`, where the debtor lives. */
  clock: string;
  look: Look;
  says: string;
  who: string;
  cause: Cause;
  /** Whatever bears on it, a line a fact, for people. */
  why: readonly Line[];
  paper: Paper | null;
  balanceMinor: Minor;
  build: string;
  hash: string;
}> &
  Pick<Explanation, 'decided' | 'rules' | 'proof' | 'template' | 'forbiddenWords'> &
  Readonly<{ policy: Pick<Explanation['policy'], 'id' | 'version' | 'hash'> }>;

export type DayOfLife = Readonly<{ day: Day; weekday: string; entries: readonly Entry[] }>;
/** As long as the account was in one stage. */
export type Chapter = Readonly<{ stage: Stage; title: string; days: readonly DayOfLife[] }>;

export type Mark = Readonly<{ at: Instant; look: 'contact' | 'refused'; balanceMinor: Minor }>;
/** The balance over time: each point holds until the next one. Contacts are marked at the balance of their moment. */
export type Curve = Readonly<{
  points: readonly Readonly<{ at: Instant; balanceMinor: Minor }>[];
  marks: readonly Mark[];
}>;

/** The whole life of an account for one role: everything that a page shows, whatever it is drawn on. */
export type Timeline = Readonly<{
  accountId: string;
  debtorId: string;
  name: string | null;
  product: string;
  currency: string;
  timeZone: TimeZone;
  language: Language;
  role: Role;
  /** What this role sees, in words. */
  sees: string;
  generatedAt: Instant;
  generated: string;
  head: readonly Line[];
  packs: readonly Line[];
  /** What does not hold: a broken chain, a text that is not the one that the journal means. */
  alarms: readonly string[];
  chain: Chain;
  curve: Curve;
  chapters: readonly Chapter[];
}>;

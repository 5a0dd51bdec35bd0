import type { AccountId } from '../../domain/brand';
import type { AccountEvent, Stage } from '../../domain/events';
import type { Currency } from '../../domain/money';
import type { Channel } from '../../domain/policy';
import type { Instant, TimeZone } from '../../domain/time';
import type { Breach } from '../../recount/rules';
import type { Refused } from './liveRecorded';
import type { Row } from './readRecord';

/** Whether the domain of this build lives the recorded life again: where not, what is said of the other pack is not sure. */
export type Baseline = Readonly<{
  /** The first event that is not as the journal has it, and what of it; null where all of them are. */
  differs: Readonly<{ version: number; recorded: string | null; lived: string | null; field: string | null }> | null;
  /** Events that this build expects after the journal's last one, until the moment through which both lives go. */
  beyond: number;
}>;

/** The first event that is another one; `rule` is what the one pack or the other says about it, where a rule spoke. */
export type Divergence = Readonly<{
  version: number;
  at: Instant;
  was: AccountEvent | null;
  wouldBe: AccountEvent | null;
  rule: string | null;
}>;

export type ContactLine = Readonly<{
  rung: string;
  channel: Channel;
  was: Instant | null;
  wouldBe: Instant | null;
  /** The rule that kept it back in the other life, or why else it is not there. */
  rule: string;
}>;
export type StageLine = Readonly<{ stage: Stage | 'closed'; was: Instant | null; wouldBe: Instant | null }>;

/** In minor units; docs/glossary.md says what counts. */
export type Money = Readonly<{
  paidMinor: bigint;
  /** Paid soon after a contact that the other pack would not have made. */
  paidAtRiskMinor: bigint;
  promisedAtRiskMinor: bigint;
  /** Still owed where the account is closed in the one life and open in the other. */
  longerMinor: bigint;
  shorterMinor: bigint;
}>;

export type AccountWhatIf = Readonly<{
  accountId: AccountId;
  currency: Currency;
  timeZone: TimeZone;
  /** Why the account keeps its own pack, if it does; it is lived all the same, for its debtor's other accounts. */
  leftOut: string | null;
  baseline: Baseline;
  divergence: Divergence | null;
  contacts: Readonly<{
    was: number;
    wouldBe: number;
    removed: readonly ContactLine[];
    added: readonly ContactLine[];
    moved: readonly ContactLine[];
  }>;
  stages: readonly StageLine[];
  refused: Readonly<{ was: readonly Refused[]; wouldBe: readonly Refused[] }>;
  money: Money;
  /** The recorded journal, counted again under the other pack's rules. */
  breaches: readonly Breach[];
  /** `was` is the journal; what follows its `recorded` events is expected by a build that has lived all of them again. */
  lives: Readonly<{ was: readonly Row[]; wouldBe: readonly Row[]; recorded: number }>;
}>;

/** An account that cannot be lived again, and why. */
export type NotLived = Readonly<{ accountId: AccountId; because: string }>;

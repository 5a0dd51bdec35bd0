import type { BodyOf, Channel, Entry, PointKind } from './entry';
import type { Hours, Interval } from './localTime';
import type { Pack } from './pack';
import type { Where } from './rules';

export type HoldKind = 'dispute' | 'fraud' | 'promise' | 'arrangement' | BodyOf<'HoldPlaced'>['kind'];
export type Terms = Readonly<{ hours: Hours; channels: readonly Channel[] }>;
export type Hold = Readonly<{ kind: HoldKind; ref: string; since: number; terms: Terms | null }>;
/** What has to be done by a day; `doneAt` as soon as it was. */
export type Duty = Where & Readonly<{ ref: string; at: number; pack: Pack | undefined }> & { doneAt: number | null };
export type Confirmation = Where &
  Readonly<{ ref: string; at: number; decidedOn: string | null; pack: Pack | undefined }>;

/** What one journal has told up to an event. Changed in place: it lives as long as its debtor is recounted. */
export type AccountSoFar = {
  readonly id: string;
  readonly debtorId: string;
  readonly zone: string;
  readonly points: ReadonlyMap<string, PointKind>;
  policyHash: string;
  balanceMinor: bigint;
  /** Since when nothing may be claimed any more: paid, recalled, withdrawn, closed. */
  endedAt: number | null;
  closedAt: number | null;
  holds: readonly Hold[];
  /** The channels that are not to be used, and the report that said so. */
  readonly optedOut: Map<Channel, Readonly<{ ref: string; since: number }>>;
  readonly barred: Map<string, number>;
  readonly consented: Set<string>;
  /** References of what was told about the person, so that it is known who has heard of it. */
  readonly heard: Set<string>;
  preferredHours: Hours | null;
  readonly agreed: Interval[];
  isVerified: boolean;
  /** Texts of collectors, and whether they may go out. */
  readonly messages: Map<string, boolean>;
  /** Notices of the debt that are on their way or there. */
  readonly notices: Set<string>;
  readonly noticesReturned: Set<string>;
  readonly escalated: Set<string>;
  readonly complaints: Duty[];
  readonly confirmations: Confirmation[];
};

export const openAccount = ({ accountId }: Entry, body: BodyOf<'AccountOpened'>): AccountSoFar => ({
  id: accountId,
  debtorId: body.debtorId,
  zone: body.timeZone,
  points: new Map(body.contactPoints.map(({ id, kind }) => [id, kind])),
  policyHash: body.policyHash,
  balanceMinor: body.balance,
  endedAt: null,
  closedAt: null,
  holds: [],
  optedOut: new Map(),
  barred: new Map(),
  consented: new Set(),
  heard: new Set(),
  preferredHours: null,
  agreed: [],
  isVerified: false,
  messages: new Map(),
  notices: new Set(),
  noticesReturned: new Set(),
  escalated: new Set(),
  complaints: [],
  confirmations: [],
});

import type { Pack } from '../../recount/pack';
import { recountDebtor, type Findings } from '../../recount/recountDebtor';
import type { Rule } from '../../recount/rules';
import type { AccountJournal } from '../../storage/accountJournals';
import { HASH, packWith } from './packs';

/** One event as it stands in a journal: nothing of the code that writes it is used here. */
export type Line = Readonly<{
  at: number;
  policyHash?: string;
  body: Readonly<{ type: string } & Record<string, unknown>>;
}>;
type Body = Record<string, unknown>;

export const ms = (iso: string): number => Date.parse(iso);
/** A moment on a wall clock in Taipei, where these debtors live: `2026-03-02 10:00`. */
export const taipei = (local: string): number => ms(`${local.replace(' ', 'T')}+08:00`);

export const at = (moment: string | number, type: string, body: Body = {}): Line => {
  const when = typeof moment === 'number' ? moment : taipei(moment);
  return { at: when, body: { type, at: when, ...body } };
};

export const OWED = 1_000_000;
export const POINTS = [
  { id: 'cp-mobile', kind: 'mobile' },
  { id: 'cp-office', kind: 'office' },
  { id: 'cp-email', kind: 'email' },
  { id: 'cp-address', kind: 'address' },
  { id: 'cp-mother', kind: 'emergency' },
];
const POINT_OF: Record<string, string> = { sms: 'cp-mobile', email: 'cp-email', call: 'cp-mobile' };

export const balance = (minor: number) => ({ fees: '0', interest: '0', principal: String(minor) });

export const opened = (body: Body = {}, moment: string | number = '2026-02-01 09:00'): Line =>
  at(moment, 'AccountOpened', {
    debtorId: 'D-1',
    timeZone: 'Asia/Taipei',
    balance: balance(OWED),
    contactPoints: POINTS,
    policyHash: HASH,
    ...body,
  });

/** A proof whose window ends with the local day in Taipei at 22:00, or at `closesAt`. */
const proofAt = (when: number, closesAt: number, zone = 'Asia/Taipei') => ({
  asked: ['HOURS', 'FREQUENCY'],
  timeZone: zone,
  window: { opensAt: when - 3_600_000, closesAt },
  counts: [{ what: 'contacts today', counted: 0, allowed: 3 }],
});

const endOfDayAt = (when: number): number => {
  const tenInTheEvening = taipei(`${new Date(when + 8 * 3_600_000).toISOString().slice(0, 10)} 22:00`);
  return when < tenInTheEvening ? tenInTheEvening : when + 60_000;
};

/** A lawful SMS, if the moment is; every part can be another. */
export function contact(moment: string | number, body: Body = {}): Line {
  const when = typeof moment === 'number' ? moment : taipei(moment);
  const notAfter = (body['notAfter'] as number | undefined) ?? endOfDayAt(when);
  const channel = (body['channel'] as string | undefined) ?? 'sms';
  return at(when, 'ContactReserved', {
    attemptId: `T-${moment}-${channel}`,
    rung: 'first',
    channel,
    purpose: 'collection',
    contactPointId: POINT_OF[channel],
    template: channel === 'call' ? 'who-speaks' : 'reminder',
    templateVersion: 2,
    textSha256: '0'.repeat(64),
    balanceMinor: String(OWED),
    proof: proofAt(when, notAfter),
    notAfter,
    ...body,
  });
}

export const call = (moment: string | number, body: Body = {}): Line => contact(moment, { channel: 'call', ...body });

/** A call and how it ended. */
export const callEnded = (moment: string, result: string, body: Body = {}): Line[] => {
  const reserved = call(moment, body);
  const { attemptId } = reserved.body;
  return [reserved, at(moment, 'CallResultRecorded', { attemptId, result, textId: null })];
};

export function letter(moment: string, registerNumber: string, body: Body = {}): Line {
  const when = taipei(moment);
  return at(when, 'LetterIssued', {
    registerNumber,
    rung: 'formal-letter',
    purpose: 'collection',
    byHand: null,
    contactPointId: 'cp-address',
    template: 'formal-letter',
    templateVersion: 2,
    textSha256: null,
    balanceMinor: String(OWED),
    proof: proofAt(when, endOfDayAt(when)),
    ...body,
  });
}

export const journal = (lines: readonly Line[], accountId = 'A-1'): AccountJournal => ({
  accountId,
  head: null,
  events: lines.map(({ at, body, policyHash = HASH }, i) => ({
    account_id: accountId,
    version: i + 1,
    type: body.type,
    at: new Date(at),
    body,
    cause: 'clock',
    policy_hash: policyHash,
    build: 'test',
    hash: '',
  })),
});

type Circumstances = Readonly<{ pack?: Pack; until?: string; other?: readonly Line[] }>;

/** Counts one account again, with another of the same debtor where one is given. */
export function recounted(lines: readonly Line[], { pack = packWith(), until, other }: Circumstances = {}): Findings {
  const journals = [journal(lines), ...(other ? [journal(other, 'A-2')] : [])];
  const last = Math.max(...[...lines, ...(other ?? [])].map(({ at }) => at));
  return recountDebtor(journals, (hash) => (hash === HASH ? pack : undefined), until ? taipei(until) : last);
}

/** The rules that were broken, a name for each breach. */
export const broken = (lines: readonly Line[], circumstances?: Circumstances): Rule[] =>
  recounted(lines, circumstances).breaches.map(({ rule }) => rule);

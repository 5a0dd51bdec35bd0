import type { AccountEvent, Stage } from '../../domain/events';
import { canonical } from '../../storage/json';
import type { Row } from './readRecord';
import { nameOf, rungOf } from './recordedAttempts';
import type { Baseline, ContactLine, Divergence, StageLine } from './result';

/** The life under the recorded packs against the journal, whole events with their causes. */
export function againstJournal(journal: readonly Row[], lived: readonly Row[]): Baseline {
  const place = journal.findIndex((row, i) => !lived[i] || wholeOf(row) !== wholeOf(lived[i]));
  if (place === -1) return { differs: null, beyond: lived.length - journal.length };
  const recorded = journal[place];
  const other = lived[place];
  const differs = {
    version: place + 1,
    recorded: recorded ? recorded.event.type : null,
    lived: other ? other.event.type : null,
    field: recorded && other ? firstField(recorded, other) : null,
  };
  return { differs, beyond: 0 };
}

function firstField(one: Row, other: Row): string | null {
  const [recorded, lived] = [fieldsOf(one), fieldsOf(other)];
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(lived)])];
  return names.find((name) => textOf({ of: recorded[name] }) !== textOf({ of: lived[name] })) ?? null;
}

const fieldsOf = ({ event, cause }: Row): Readonly<Record<string, unknown>> => ({ ...event, cause });

const wholeOf = (row: Row): string => textOf(fieldsOf(row));

/** One text for one event, whatever order its fields are in. A life that was never written has no form in storage. */
const textOf = (fields: object): string =>
  canonical(
    JSON.parse(JSON.stringify(fields, (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part))) as object,
  );

/** The first event that says something else: the reasoning behind it differs with every pack, and is not compared. */
export function firstDivergence(was: readonly Row[], wouldBe: readonly Row[]): Divergence | null {
  const length = Math.max(was.length, wouldBe.length);
  for (let i = 0; i < length; i++) {
    const [one, other] = [was[i]?.event ?? null, wouldBe[i]?.event ?? null];
    if (one && other && essenceOf(one) === essenceOf(other)) continue;
    const at = Math.min(one?.at ?? Infinity, other?.at ?? Infinity) as Divergence['at'];
    return { version: i + 1, at, was: one, wouldBe: other, rule: ruleIn(other) ?? ruleIn(one) };
  }
  return null;
}

/** Not of the essence: the hash and the plan of the pack, its version of a text, and the numbers that were looked at. */
const BESIDE = ['policyHash', 'plan', 'proof', 'templateVersion', 'textSha256', 'providerRef', 'sha256', 'notAfter'];

const essenceOf = (event: AccountEvent): string =>
  textOf(Object.fromEntries(Object.entries(event).filter(([key]) => !BESIDE.includes(key))));

const ruleIn = (event: AccountEvent | null): string | null => (event && 'rule' in event ? event.rule : null);

/** Contacts of the two lives by rung and turn: gone, new, or at another moment. */
export function compareContacts(was: readonly Row[], wouldBe: readonly Row[]) {
  const [before, after] = [contactsIn(was), contactsIn(wouldBe)];
  const removed: ContactLine[] = [];
  const moved: ContactLine[] = [];
  for (const [name, line] of before) {
    const other = after.get(name);
    if (!other) removed.push({ ...line, was: line.at, wouldBe: null, rule: whyNot(wouldBe, line.rung) });
    else if (other.at !== line.at)
      moved.push({
        ...line,
        was: line.at,
        wouldBe: other.at,
        rule: ruleOn(other.at > line.at ? wouldBe : was, line.rung),
      });
  }
  const added = [...after]
    .filter(([name]) => !before.has(name))
    .map(([, line]): ContactLine => ({ ...line, was: null, wouldBe: line.at, rule: whyNot(was, line.rung) }));
  return {
    was: before.size,
    wouldBe: after.size,
    removed: removed.map(plain),
    added: added.map(plain),
    moved: moved.map(plain),
  };
}

const plain = ({ rung, channel, was, wouldBe, rule }: ContactLine): ContactLine => ({
  rung,
  channel,
  was,
  wouldBe,
  rule,
});

function contactsIn(rows: readonly Row[]) {
  const times = new Map<string, number>();
  const contacts = new Map<string, Pick<ContactLine, 'rung' | 'channel'> & { at: AccountEvent['at'] }>();
  for (const { event } of rows) {
    if (event.type !== 'ContactReserved' && event.type !== 'LetterIssued') continue;
    const rung = rungOf(event);
    const nth = times.get(rung) ?? 0;
    times.set(rung, nth + 1);
    const channel = event.type === 'LetterIssued' ? 'letter' : event.channel;
    contacts.set(nameOf(rung, nth), { rung, channel, at: event.at });
  }
  return contacts;
}

/** What the life without a contact says of it. */
function whyNot(rows: readonly Row[], rung: string): string {
  const rule = ruleOn(rows, rung);
  return rule === '' ? 'not due' : rule;
}

function ruleOn(rows: readonly Row[], rung: string): string {
  const spoke = rows.findLast(
    ({ event }) =>
      (event.type === 'ContactSuppressed' || event.type === 'ContactDeferred' || event.type === 'ContactMissed') &&
      event.rung === rung,
  )?.event;
  if (spoke?.type === 'ContactMissed') return 'window missed';
  return spoke && 'rule' in spoke ? spoke.rule : '';
}

/** When each stage is entered, and the account closed, in the two lives. */
export function compareStages(was: readonly Row[], wouldBe: readonly Row[]): readonly StageLine[] {
  const [before, after] = [stagesIn(was), stagesIn(wouldBe)];
  return [...new Set([...before.keys(), ...after.keys()])].map((stage) => ({
    stage,
    was: before.get(stage) ?? null,
    wouldBe: after.get(stage) ?? null,
  }));
}

function stagesIn(rows: readonly Row[]): Map<Stage | 'closed', AccountEvent['at']> {
  const stages = new Map<Stage | 'closed', AccountEvent['at']>();
  for (const { event } of rows) {
    if (event.type === 'AccountOpened' || event.type === 'StageEntered') stages.set(event.stage, event.at);
    if (event.type === 'AccountClosed') stages.set('closed', event.at);
  }
  return stages;
}

import type { DebtorRecord } from '../../storage/redecide/debtorRecord';
import { redecideDebtor } from '../../storage/redecide/redecideDebtor';
import { recordsOfManyLives } from './records';

let records: readonly DebtorRecord[];
beforeAll(async () => {
  records = await recordsOfManyLives();
}, 120_000);

type Row = DebtorRecord['rows'][number];
type Turn = DebtorRecord['turns'][number];

/** Every value within a JSON value, with its path and the same value as a whole with this one part changed. */
function* changesOf(value: unknown, path = ''): Generator<readonly [path: string, changed: unknown]> {
  if (Array.isArray(value)) {
    if (value.length > 0) yield [`${path}.length`, value.slice(0, -1)];
    for (const [i, part] of (value as unknown[]).entries())
      for (const [inner, changed] of changesOf(part, path)) yield [inner, value.with(i, changed)];
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value))
      for (const [inner, changed] of changesOf(part, path ? `${path}.${key}` : key))
        yield [inner, { ...value, [key]: changed }];
  } else yield [path, otherThan(value)];
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'something';
  if (/^-?\d+$/.test(value)) return String(BigInt(value) + 1n);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return '2031-05-06';
  return OTHER_WORDS.get(value) ?? (/^[0-9a-f]{64}$/.test(value) ? 'f'.repeat(64) : `${value}x`);
}
/** Where only certain words can be read at all, another of them; or every change would be found by the reader already. */
const OTHER_WORDS = new Map(
  [
    ['sms', 'email', 'call', 'letter', 'sms'],
    ['HOURS', 'HOLIDAY', 'FREQUENCY', 'CONSENT', 'AMOUNT', 'TEMPLATE', 'HOURS'],
    ['LETTER-CLOSED', 'LETTER-MIN', 'LETTER-CLOSED'],
    ['collection', 'notice', 'collection'],
    ['reminder', 'negotiation', 'disposal', 'reminder'],
    ['low', 'medium', 'high', 'low'],
    ['small', 'large', 'small'],
  ].flatMap((words) => words.slice(0, -1).map((word, i) => [word, words[i + 1]!] as const)),
);

const turnOf = ({ turns }: DebtorRecord, { accountId, version }: Row): Turn =>
  turns.find((turn) => turn.accountId === accountId && turn.fromVersion < version && version <= turn.toVersion)!;

/** At which versions of an account decisions differ; `unread` where the record cannot even be read. */
function foundIn(record: DebtorRecord, accountId: string): readonly number[] | 'unread' {
  try {
    const again = redecideDebtor(record, (turn) => turn.accountId === accountId);
    return again
      .filter((one) => one.accountId === accountId)
      .flatMap(({ differences, unexplained }) => [...differences.map(({ version }) => version), ...unexplained]);
  } catch {
    return 'unread';
  }
}

const unnoticed = (found: readonly number[] | 'unread', first: number, last = first): boolean =>
  found !== 'unread' && !found.some((version) => first <= version && version <= last);

/**
 * What the world outside answered, what the register gave, what a random salt went into: it is taken as it was recorded. Of these
 * the chain speaks, and of all but the acknowledgement the providers' own records.
 */
const GIVEN = [
  'ContactReserved.textSha256',
  'ContactSent.providerRef',
  'LetterIssued.registerNumber',
  'LetterIssued.textSha256',
  'LetterPrinted.providerRef',
  'LetterPrinted.sha256',
  'ReferredToLegal.acknowledgement',
  'ReferredToLegal.manifestSha256',
];

test('whatever is changed in an event that a turn wrote, the difference is found at its version [AUDIT]', () => {
  const missed = new Set<string>();
  let changes = 0;
  for (const record of records) {
    for (const [i, row] of record.rows.entries()) {
      const bodies = [...changesOf(row.body)].map(([path, body]) => [path, { ...row, body }] as const);
      for (const [path, changed] of [...bodies, ['(cause)', { ...row, cause: `${row.cause}0` }] as const]) {
        changes += 1;
        const found = foundIn({ ...record, rows: record.rows.with(i, changed) }, row.accountId);
        if (unnoticed(found, row.version)) missed.add(`${(row.body as { type: string }).type}.${path}`);
      }
    }
  }
  expect([...missed].sort()).toEqual(GIVEN);
  expect(changes).toBeGreaterThan(1_000);
}, 600_000);

test('whatever is changed in what was to come next, in an answer or in when a turn was taken, it is found [AUDIT]', () => {
  const missed = new Set<string>();
  for (const record of records) {
    for (const [i, turn] of record.turns.entries()) {
      for (const [path, next] of changesOf(turn.next)) {
        const found = foundIn({ ...record, turns: record.turns.with(i, { ...turn, next }) }, turn.accountId);
        if (unnoticed(found, turn.toVersion)) missed.add(`next.${path}`);
      }
      for (const change of [
        { heard: turn.heard.slice(1) },
        { heard: turn.heard.slice(0, -1) },
        { at: turn.at + 3_600_000 },
        { at: turn.at - 1 },
      ]) {
        if ('heard' in change && turn.heard.length === 0) continue;
        const found = foundIn({ ...record, turns: record.turns.with(i, { ...turn, ...change }) }, turn.accountId);
        if (unnoticed(found, turn.fromVersion, turn.toVersion))
          missed.add(
            `${Object.keys(change)[0]} of ${turn.accountId} ${turn.fromVersion}..${turn.toVersion} ${JSON.stringify(change)}`,
          );
      }
    }
    for (const [i, message] of record.messages.entries()) {
      if (!message.isCommand) continue;
      const refused = message.refused === null ? 'promiseTooLong' : null;
      const messages = record.messages.with(i, { ...message, refused });
      const accountId = record.turns.find(({ heard }) => heard.includes(message.id))!.accountId;
      const found = foundIn({ ...record, messages }, accountId);
      if (found !== 'unread' && found.length === 0) missed.add(`answer to ${message.id}`);
    }
  }
  expect([...missed]).toEqual([]);
}, 600_000);

/** The record as if a row had never been there, or had been there twice: all that counts versions is counted anew. */
function recounted(record: DebtorRecord, { accountId, version }: Row, by: 1 | -1): DebtorRecord {
  const rows = record.rows.flatMap((row) => {
    if (row.accountId !== accountId || row.version < version) return [row];
    if (row.version === version) return by === 1 ? [row, { ...row, version: version + 1 }] : [];
    return [{ ...row, version: row.version + by }];
  });
  const turns = record.turns.map((turn) => {
    if (turn.accountId !== accountId || turn.toVersion < version) return turn;
    const fromVersion = turn.fromVersion >= version ? turn.fromVersion + by : turn.fromVersion;
    return { ...turn, fromVersion, toVersion: turn.toVersion + by };
  });
  return { ...record, rows, turns };
}

test.each([
  ['dropped', -1],
  ['written twice', 1],
] as const)(
  'an event that was %s is found within its turn, also where all versions were made to fit [AUDIT]',
  (_, by) => {
    const missed: string[] = [];
    for (const record of records) {
      for (const row of record.rows) {
        const turn = turnOf(record, row);
        const found = foundIn(recounted(record, row, by), row.accountId);
        const { type } = row.body as { type: string };
        if (unnoticed(found, turn.fromVersion, turn.toVersion + 1))
          missed.push(`${row.accountId} ${row.version} ${type}`);
      }
    }
    expect(missed).toEqual([]);
  },
  600_000,
);

test('events that were cut off at the end of a journal are missed by the turns that wrote them [AUDIT]', () => {
  for (const record of records) {
    for (const accountId of record.accounts) {
      const own = record.rows.filter((row) => row.accountId === accountId);
      for (const { version } of own.slice(-3)) {
        const rows = record.rows.filter((row) => row.accountId !== accountId || row.version < version);
        expect([accountId, version, foundIn({ ...record, rows }, accountId)]).not.toEqual([accountId, version, []]);
      }
    }
  }
});

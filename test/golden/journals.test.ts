import type { AccountEvent } from '../../domain/events';
import { totalOf } from '../../domain/money';
import { replay } from '../../domain/turn';
import { decodeEvent } from '../../storage/eventCodec';
import { accountColumns } from '../../storage/projections/accountColumns';
import { readPolicy } from '../../storage/readPolicy';
import { brokenLink } from '../../storage/verifyChain';
import type { StoredEvent } from '../../storage/accountJournals';
import { buildsIn, COLUMNS, filesOf, JOURNALS, textOf } from './golden';

type Row = Omit<StoredEvent, 'at'> & { at: string };
type Known = Readonly<Record<string, unknown> & { id: string }>;

const journalsOf = (build: string): StoredEvent[][] =>
  filesOf(JOURNALS, build)
    .filter((file) => file.endsWith('.jsonl.gz'))
    .map((file) => textOf(file).trim().split('\n'))
    .map((lines) => lines.map((line) => JSON.parse(line) as Row).map((row) => ({ ...row, at: new Date(row.at) })));

const knownTo = (build: string, file: string): unknown => JSON.parse(textOf(`${JOURNALS}/${build}/${file}`));

describe.each(buildsIn(JOURNALS))('the journals of %s', (build) => {
  const journals = journalsOf(build);

  test('have whole chains, computed as today', () => {
    expect(journals.length).toBeGreaterThan(10);
    for (const events of journals) {
      const head = { version: events.length, hash: events.at(-1)!.hash };
      expect(brokenLink({ accountId: events[0]!.account_id, events, head })).toBeNull();
    }
  });

  test('tell the accounts that they told then', () => {
    const accounts = knownTo(build, 'accounts.json.gz') as readonly Known[];
    const told = journals.map((events) => toldBy(events.map(({ body }) => decodeEvent(body))));
    expect(told).toEqual(accounts.filter(({ status }) => status !== 'handedOver'));
  });

  test('were decided under packs that can still be read', () => {
    const packs = knownTo(build, 'packs.json.gz') as readonly { hash: string; content: unknown }[];
    const hashes = new Set(packs.map((pack) => readPolicy(pack).hash as string));
    expect(journals.flat().filter(({ policy_hash }) => !hashes.has(policy_hash))).toEqual([]);
  });
});

function toldBy(events: readonly AccountEvent[]): object {
  const [first] = events;
  if (first?.type !== 'AccountOpened') throw new Error('A journal begins with AccountOpened');
  const account = replay(events);
  const columns = accountColumns(account, totalOf(first.balance)) as Record<string, unknown>;
  const told = Object.fromEntries(COLUMNS.map((name) => [name, columns[name]]));
  return JSON.parse(
    JSON.stringify({ id: account.id, ...told }, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v)),
  ) as object;
}

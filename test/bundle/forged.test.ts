import { NAMES, type BundledRow, type Head, type Manifest } from '../../audit/bundle/form';
import { readZip, writeZip } from '../../audit/bundle/zip';
import { canonical } from '../../storage/canonical';
import { signCheckpoint, type Checkpoint } from '../../storage/checkpoints/checkpoint';
import { sealJournal } from '../../storage/checkpoints/seal';
import { linkHash } from '../../storage/hashChain';
import { newKey } from '../checkpoints/sealing';
import { payment } from '../storage/storedWorld';
import {
  bundledWorld,
  bundleOf,
  forged,
  KEY,
  resigned,
  sealedAccount,
  verdictOn,
  type BundledWorld,
  type Edit,
} from './bundled';

let world: BundledWorld;
let honest: Uint8Array;
beforeAll(async () => {
  world = await bundledWorld();
  await sealedAccount(world, 'F-1');
  for (const day of [22, 23]) {
    await world.post('F-1', `F-1-${day}`, payment(`P-${day}`, 10n));
    await world.takeTurn('F-1');
    await sealJournal(world.db, KEY, new Date(Date.UTC(2026, 2, day)));
  }
  honest = await bundleOf(world, ['F-1']);
});
afterAll(() => world.drop());

type Line = Record<string, unknown>;
const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const textOf = (lines: readonly unknown[]): string => lines.map((line) => `${canonical(line)}\n`).join('');
const onLines =
  (change: (lines: Line[]) => void) =>
  (text: string): string => {
    const lines = linesOf(text);
    change(lines);
    return textOf(lines);
  };
const damaged = (bytes: Uint8Array): string[] => {
  const { outcome, findings } = verdictOn(bytes, { runsCode: true });
  expect(outcome).toBe('damaged');
  return findings.filter(({ kind }) => kind === 'damaged').map(({ check }) => check);
};
const nameStarting = (start: string): string => [...readZip(honest).keys()].find((name) => name.startsWith(start))!;

test('the bundle is honest before anybody touches it, also when it is packed again', () => {
  expect(verdictOn(honest, { runsCode: true }).findings).toEqual([]);
  expect(
    verdictOn(
      forged(honest, () => {}),
      { runsCode: true },
    ).outcome,
  ).toBe('holds');
});

/** Everything that somebody can do who has the signing key, and signs the manifest anew. */
test.each<[string, string, (files: Map<string, Uint8Array>, edit: Edit) => void]>([
  [
    'an event that says something else',
    'journal',
    (_, edit) =>
      edit(
        NAMES.journal('F-1'),
        onLines((rows) => void ((rows[3]!['body'] as Line)['x'] = 1)),
      ),
  ],
  [
    'a row that is gone',
    'journal',
    (_, edit) =>
      edit(
        NAMES.journal('F-1'),
        onLines((rows) => void rows.splice(2, 1)),
      ),
  ],
  [
    'a last row that is gone',
    'journal',
    (_, edit) =>
      edit(
        NAMES.journal('F-1'),
        onLines((rows) => void rows.pop()),
      ),
  ],
  [
    'a column that does not repeat the event',
    'journal',
    (_, edit) =>
      edit(
        NAMES.journal('F-1'),
        onLines((rows) => void (rows[3]!['type'] = 'PaymentApplied')),
      ),
  ],
  [
    'a moment that does not repeat the event',
    'journal',
    (_, edit) =>
      edit(
        NAMES.journal('F-1'),
        onLines((rows) => void (rows[3]!['at'] = '2020-01-01T00:00:00.000Z')),
      ),
  ],
  [
    'a policy pack that says something else',
    'packs',
    (_, edit) => edit(nameStarting('packs/'), (text) => text.replace('"triesPerRung":', '"triesPerRung":1')),
  ],
  [
    'a template that reads otherwise',
    'packs',
    (files, edit) =>
      edit(
        [...files.keys()].find((name) => name.endsWith('.txt') && name.startsWith('packs/'))!,
        (text) => `${text}.`,
      ),
  ],
  [
    'a message that was never heard',
    'inbox',
    (_, edit) =>
      edit(
        NAMES.inbox('F-1'),
        onLines((heard) => void heard.pop()),
      ),
  ],
  [
    'a checkpoint that is gone',
    'checkpoints',
    (_, edit) =>
      edit(
        NAMES.checkpoints,
        onLines((all) => void all.splice(1, 1)),
      ),
  ],
  [
    'checkpoints in another order',
    'checkpoints',
    (_, edit) =>
      edit(
        NAMES.checkpoints,
        onLines((all) => void all.splice(0, 3, ...all.toReversed())),
      ),
  ],
  [
    'a checkpoint that was dated back',
    'checkpoints',
    (_, edit) =>
      edit(
        NAMES.checkpoints,
        onLines((all) => void (all[0]!['sealedAt'] = '2026-01-01T00:00:00.000Z')),
      ),
  ],
  [
    'a checkpoint signed by another key',
    'checkpoints',
    (_, edit) =>
      edit(
        NAMES.checkpoints,
        onLines((all) => void (all[2] = signCheckpoint(newKey(), all[2] as unknown as Checkpoint))),
      ),
  ],
  [
    'a proof of another place',
    'inclusion',
    (_, edit) =>
      edit(
        NAMES.proofs('F-1'),
        onLines((all) => void (all[1]!['index'] = 0)),
      ),
  ],
  [
    'a proof that is gone',
    'inclusion',
    (_, edit) =>
      edit(
        NAMES.proofs('F-1'),
        onLines((all) => void all.splice(1, 1)),
      ),
  ],
  [
    'a proof that calls a sealed row unsealed',
    'inclusion',
    (_, edit) =>
      edit(
        NAMES.proofs('F-1'),
        onLines((all) => void (all[1]!['checkpoint'] = null)),
      ),
  ],
  ['a history of something else', 'witness', (_, edit) => edit(NAMES.history('F-1', 'run-F-1'), withoutFirstEvent)],
  ['a history that is none', 'histories', (_, edit) => edit(NAMES.history('F-1', 'run-F-1'), () => '{"events":[]}')],
  [
    'a text that never went out',
    'texts',
    (_, edit) => edit(nameStarting('texts/'), (text) => text.replace('王小明', '王大明')),
  ],
  ['a text that is gone', 'texts', (files) => void files.delete(nameStarting('texts/'))],
  ['a pack that is gone', 'packs', (files) => void files.delete(nameStarting('packs/'))],
  ['a journal that is gone', 'journal', (files) => void files.delete(NAMES.journal('F-1'))],
])('is caught, whoever signed it: %s', (_, check, change) => {
  expect(damaged(forged(honest, change))).toContain(check);
});

/** Somebody changes what a turn wrote in a history, so that it fits a journal that never was. */
function withoutFirstEvent(text: string): string {
  return text.replaceAll(/"data":"([^"]+)"/g, (_, data: string) => {
    const result = JSON.parse(Buffer.from(data, 'base64').toString()) as { wrote: { events: unknown[] } };
    result.wrote.events = result.wrote.events.toReversed();
    return `"data":"${Buffer.from(JSON.stringify(result)).toString('base64')}"`;
  });
}

test('a journal whose whole chain was made anew fits neither its checkpoints nor the histories', () => {
  const bytes = forged(honest, (_, edit) => {
    let head: Head | undefined;
    edit(NAMES.journal('F-1'), (text) => {
      let previous = '';
      const rows = (linesOf(text) as unknown as BundledRow[]).map((row) => {
        const body = row.version === 3 ? { ...(row.body as Line), balanceMinor: '1' } : (row.body as Line);
        const { accountId, version, cause, policyHash, build } = row;
        previous = linkHash(previous, { accountId, version, at: body['at'] as number, body, cause, policyHash, build });
        head = { accountId, version, hash: previous };
        return { ...row, body, hash: previous };
      });
      return textOf(rows);
    });
    edit(NAMES.manifest, (text) => canonical({ ...(JSON.parse(text) as Manifest), heads: [head] }));
  });
  const checks = damaged(bytes);
  expect(checks).not.toContain('journal');
  expect(new Set(checks)).toEqual(new Set(['inclusion', 'witness']));
});

test('a bundle that was signed anew by another key is not the one that was made', () => {
  expect(damaged(forged(honest, () => {}, newKey()))).toEqual(['manifest']);
});

/** And what somebody can do who has no key: the manifest stays as it was signed. */
test.each<[string, readonly string[], (files: Map<string, Uint8Array>) => void]>([
  ['a file that nobody named', ['entries'], (files) => void files.set('more.txt', Buffer.from('x'))],
  ['a file that is gone', ['entries'], (files) => void files.delete(NAMES.readme)],
  ['a file that says something else', ['entries'], (files) => void files.set(NAMES.readme, Buffer.from('x'))],
  ['a signature that is gone', ['manifest'], (files) => void files.delete(NAMES.signature)],
  ['a manifest that is gone', ['manifest'], (files) => void files.delete(NAMES.manifest)],
  ['a signature spelled in another way', ['manifest'], (files) => upper(files)],
  ['a manifest spelled in another way', ['manifest'], (files) => spaced(files, NAMES.manifest)],
  ['a signature with a space', ['manifest'], (files) => spaced(files, NAMES.signature)],
])('without the key nothing can be changed: %s', (_, checks, change) => {
  const files = new Map(readZip(honest));
  change(files);
  expect(damaged(writeZip(files))).toEqual(checks);
});

function upper(files: Map<string, Uint8Array>): void {
  const text = Buffer.from(files.get(NAMES.signature)!).toString();
  const { keyId, signature } = JSON.parse(text) as { keyId: string; signature: string };
  files.set(NAMES.signature, Buffer.from(`${canonical({ keyId, signature: signature.toUpperCase() })}\n`));
}

const spaced = (files: Map<string, Uint8Array>, name: string): void =>
  void files.set(name, Buffer.concat([files.get(name)!, Buffer.from(' ')]));

test.each([
  ['bytes after its end', (zip: Buffer) => Buffer.concat([zip, Buffer.from('x')])],
  ['bytes before its begin', (zip: Buffer) => Buffer.concat([Buffer.from('x'), zip])],
  ['its last bytes cut off', (zip: Buffer) => zip.subarray(0, -30)],
  ['its first half alone', (zip: Buffer) => zip.subarray(0, zip.length / 2)],
  ['no bytes at all', () => Buffer.of()],
])('a file is damaged with %s', (_, change) => {
  expect(damaged(change(Buffer.from(honest)))).toContain('container');
});

test('altered code is never run', () => {
  const files = new Map(readZip(honest));
  files.set(nameStarting('code/test/decisions'), Buffer.from(`throw new Error('it ran')`));
  const { findings } = verdictOn(writeZip(files), { runsCode: true });
  expect(findings.map(({ says }) => says)).toContain('its code was not run: it may be anything');
  expect(JSON.stringify(findings)).not.toContain('it ran');
});

test('a bundle of another form, or of another writer, is not checked rather than called damaged', () => {
  const other = (change: object): Uint8Array =>
    forged(honest, (_, edit) =>
      edit(NAMES.manifest, (text) => canonical({ ...(JSON.parse(text) as Manifest), ...change })),
    );
  expect(verdictOn(other({ kind: 'arrears-audit-bundle-2' })).outcome).toBe('notChecked');
  expect(verdictOn(other({ writer: 'another' }), { runsCode: true }).outcome).toBe('notChecked');
  expect(resigned(new Map(readZip(honest)))).toHaveLength(honest.length);
});

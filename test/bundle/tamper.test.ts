import { NAMES } from '../../audit/bundle/form';
import { bundledWorld, bundleOf, sealedAccount, verdictOn, type BundledWorld } from './bundled';

let world: BundledWorld;
let honest: Uint8Array;
beforeAll(async () => {
  world = await bundledWorld();
  await sealedAccount(world, 'T-1');
  honest = await bundleOf(world, ['T-1']);
});
afterAll(() => world.drop());

const SEED = 20_260_301;
const SAMPLED = 600;
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const NAMED_WHOLE: readonly string[] = [NAMES.manifest, NAMES.signature, NAMES.checkpoints];

/** Numbers that look thrown and are the same every time. */
function* thrown(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

/** The places that are no contents (headers, names, the directory), and all of the contents that vouch for the others. */
function placesThatMatter(zip: Buffer): ReadonlySet<number> {
  const places = new Set<number>();
  const add = (from: number, to: number): void => {
    for (let at = from; at < to; at++) places.add(at);
  };
  const directory = zip.readUInt32LE(zip.length - 6);
  add(directory, zip.length);
  for (let at = directory; zip.readUInt32LE(at) === CENTRAL_HEADER;) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    expect(zip.readUInt32LE(local)).toBe(LOCAL_HEADER);
    const contents = local + 30 + nameLength + zip.readUInt16LE(local + 28);
    add(local, NAMED_WHOLE.includes(name) ? contents + zip.readUInt32LE(at + 20) : contents);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return places;
}

test('a bundle with one byte changed anywhere never passes', () => {
  expect(verdictOn(honest, { runsCode: true }).outcome).toBe('holds');
  const bytes = Buffer.from(honest);
  const numbers = thrown(SEED);
  const places = new Set(placesThatMatter(bytes));
  for (const ofMeta = places.size; places.size < ofMeta + SAMPLED;) places.add(numbers.next().value! % bytes.length);
  const passed: number[] = [];
  for (const place of places) {
    const change = 1 + (numbers.next().value! % 255);
    bytes[place]! ^= change;
    if (verdictOn(bytes, { runsCode: true }).outcome !== 'damaged') passed.push(place);
    bytes[place]! ^= change;
  }
  expect(passed).toEqual([]);
  expect(Buffer.compare(bytes, honest)).toBe(0);
}, 300_000);

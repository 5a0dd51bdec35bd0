import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PacketRefused, ProviderUnavailable } from '../../../../activities/ports';
import { folderLawFirm } from '../../../../activities/adapters/lawFirm/folderLawFirm';
import { packet } from './packet';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arrears-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a packet delivered several times, also at the same moment, is filed once and acknowledged alike', async () => {
  const firm = folderLawFirm(folder);
  const answers = await Promise.all([
    firm.deliver(packet),
    folderLawFirm(folder).deliver(packet),
    firm.deliver(packet),
  ]);
  const manifest = await readFile(join(folder, packet.referralId, 'manifest.json'));
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex');
  for (const answer of answers) expect(answer).toEqual({ acknowledgement: 'folder:referral-0007', manifestSha256 });
  expect(await readdir(folder)).toEqual([packet.referralId]);
});

test('a packet lies there whole, for its owner only', async () => {
  await folderLawFirm(folder).deliver(packet);
  const place = join(folder, packet.referralId);
  expect(new Set(await readdir(place))).toEqual(new Set(['manifest.json', 'statement.csv', '催告函.pdf']));
  for (const { name, content } of packet.files) expect((await readFile(join(place, name))).equals(content)).toBe(true);
  expect((await stat(place)).mode & 0o777).toBe(0o700);
  expect((await stat(join(place, 'statement.csv'))).mode & 0o777).toBe(0o600);
});

test('a referral is never filed with two contents', async () => {
  const firm = folderLawFirm(folder);
  await firm.deliver(packet);
  const other = { ...packet, files: packet.files.slice(1) };
  await expect(firm.deliver(other)).rejects.toThrow(new PacketRefused('referralHasOtherContent'));
});

test.each(['../statement.csv', '.hidden', 'manifest.json', ''])('a file called %j is refused', async (name) => {
  const files = [{ name, mediaType: 'text/csv', content: Buffer.from('x') }];
  await expect(folderLawFirm(folder).deliver({ ...packet, files })).rejects.toThrow(
    new PacketRefused('fileNameUnusable'),
  );
});

test('a referral whose id could leave the folder is refused', async () => {
  const delivery = folderLawFirm(folder).deliver({ ...packet, referralId: '..' });
  await expect(delivery).rejects.toThrow(new PacketRefused('referralIdUnusable'));
});

test('two files of one name are refused', async () => {
  const [file] = packet.files;
  const files = file ? [file, { ...file, name: 'Statement.csv' }] : [];
  await expect(folderLawFirm(folder).deliver({ ...packet, files })).rejects.toThrow(new PacketRefused('fileNameTwice'));
});

test('a folder that cannot be written is tried again later', async () => {
  await writeFile(join(folder, 'firm'), 'a file where the folder should be');
  await expect(folderLawFirm(join(folder, 'firm')).deliver(packet)).rejects.toThrow(ProviderUnavailable);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert, FIXTURE, temporary } from './runConvert';

const failure = (...args: string[]): Promise<string> =>
  convert(...args).then(
    () => '(it went well)',
    (error: { stderr: string }) => error.stderr,
  );

test('the help names every option, and wrong ones are told clearly', async () => {
  const { stdout } = await convert('--help');
  for (const option of ['--input', '--start', '--out', '--clients']) expect(stdout).toContain(option);
  const out = ['--out', temporary()];
  expect(await failure('--input', FIXTURE, '--start', '2026-02-30', ...out)).toContain('Give a day that exists');
  expect(await failure('--input', FIXTURE, '--start', '2026-01-01', '--clients', '0', ...out)).toContain(
    'a whole number from 1',
  );
  expect(await failure('--input', '/none.csv', '--start', '2026-01-01', ...out)).toContain('no such file');
});

test('an input that is not the data is refused with what is wrong', async () => {
  const input = join(temporary(), 'other.csv');
  const args = ['--input', input, '--start', '2026-01-01', '--out', temporary()];
  writeFileSync(input, 'ID,NAME\n1,x\n');
  expect(await failure(...args)).toContain('The input has no column PAY_6');
  const [header, first] = readFileSync(FIXTURE, 'utf8').split('\n');
  writeFileSync(input, `${header}\n${first?.replace('3913', '39.5')}\n`);
  expect(await failure(...args)).toContain('Client 1: BILL_AMT1 is "39.5", not a whole number');
  writeFileSync(input, `${header}\n`);
  expect(await failure(...args)).toContain('No client of');
});

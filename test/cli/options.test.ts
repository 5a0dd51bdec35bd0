import { arrearsWith } from './runArrears';

const arrears = arrearsWith({});

test('what was typed wrongly is said before anything is done', async () => {
  const answers = await Promise.all([
    arrears('lst'),
    arrears('send', 'payment', 'A-1', '--amount-minor', '125.00'),
    arrears('send', 'promise', 'A-1', '--amount-minor', '100', '--on', '2026-02-30'),
    arrears('list', '--stage', 'remindr'),
    arrears('send', 'recall', 'A-1'),
  ]);
  expect(answers.map(({ code, stdout }) => ({ code, stdout }))).toEqual(answers.map(() => ({ code: 1, stdout: '' })));
  const [unknown, amount, day, stage, missing] = answers.map(({ stderr }) => stderr);
  expect(unknown).toContain('Did you mean list?');
  expect(amount).toContain('must be whole minor units (cents): digits only, so 125.00 is 12500');
  expect(day).toContain('must be a day that exists');
  expect(stage).toContain('Allowed choices are earlyWarning, reminder');
  expect(missing).toContain("required option '--because <reason>' not specified");
});

test('where there is no service, one message says what to do', async () => {
  const missing = arrearsWith({ DATABASE_URL: 'postgres://127.0.0.1:1/none' });
  const [nowhere, incomplete, silent] = await Promise.all([
    arrears('show', 'A-1'),
    missing('send', 'write-off', 'A-1', '--because', 'test', '--by', 'clerk'),
    missing('list'),
  ]);
  expect(nowhere).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('npm start -- --stay') });
  expect(incomplete).toMatchObject({ code: 1, stderr: expect.stringContaining('TEMPORAL_ADDRESS') });
  expect(silent).toMatchObject({ code: 1, stderr: expect.stringContaining('Nobody answers at that address') });
});

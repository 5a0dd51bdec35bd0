import { arrearsWith } from './runArrears';

const arrears = arrearsWith({});

test('what was typed wrongly is said before anything is done', async () => {
  const answers = await Promise.all([
    arrears('lst'),
    arrears('send', 'payment', 'A-1', '--amount-minor', '125.00'),
    arrears('send', 'promise', 'A-1', '--amount-minor', '100', '--on', '2026-02-30'),
    arrears('list', '--stage', 'remindr'),
    arrears('send', 'recall', 'A-1'),
    arrears('send', 'prefer', 'A-1', '--hours', '21:00-09:00'),
    arrears('send', 'agree-time', 'A-1', '--from', '2026-02-30T10:00:00Z', '--to', '2026-03-01T10:00:00Z'),
    arrears('send', 'arrangement', 'A-1', '--method', 'transfer', '--instalment', '2026-05-01=500.00'),
    arrears('send', 'letter-tracked', 'A-1', '--number', 'TWL-000001', '--status', 'mailed'),
    arrears('send', 'hold', 'A-1', '--kind', 'dispute', '--provenance', 'debtor'),
    arrears('list', '--limit', '99999999'),
  ]);
  expect(answers.map(({ code, stdout }) => ({ code, stdout }))).toEqual(answers.map(() => ({ code: 1, stdout: '' })));
  const [unknown, amount, day, stage, missing, hours, moment, instalment, mailed, hold, limit] = answers.map(
    ({ stderr }) => stderr,
  );
  expect(unknown).toContain('Did you mean list?');
  expect(amount).toContain('must be whole minor units (cents): digits only, so 125.00 is 12500');
  expect(day).toContain('must be a day that exists');
  expect(stage).toContain('Allowed choices are earlyWarning, reminder');
  expect(missing).toContain("required option '--because <reason>' not specified");
  expect(hours).toContain('must be hours of a day, like 09:00-12:30');
  expect(moment).toContain('must be a moment with its offset');
  expect(instalment).toContain('must be a day and whole minor units, like 2026-05-01=50000');
  expect(mailed).toContain('say its --mail-number [LETTER-REGISTERED]');
  expect(limit).toContain('must be a whole number from 1 to 9999999');
  expect(hold).toContain('Allowed choices are vulnerability, hardship, complaint, bankruptcy, death');
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

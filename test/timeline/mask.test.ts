import { lines, SAMPLE } from '../examples/readPortfolio';
import { maskIn, maskName, maskPoint } from '../../cli/timeline/mask';

test('masked values can be told apart, and nobody can be called or written to by them [PRIVACY]', () => {
  expect(maskPoint('mobile', '+886912345678')).toBe('+886•••••678');
  expect(maskPoint('emergency', '+886277000777')).toBe('+886•••••777');
  expect(maskPoint('email', 'someone@example.com')).toBe('s•••••@•••••');
  expect(maskName('王小明')).toBe('王••');
  expect(maskName('𠮷田')).toBe('𠮷••');
});

test('nothing of an address is shown, whatever its lines are [PRIVACY]', () => {
  const [, row] = lines(SAMPLE, 'overdue-04.csv');
  const address = row!.split(',').find((field) => field.includes('|'))!;
  expect(address).toBe('台北市|測試路 1 段 5 號');
  expect(maskPoint('address', address)).toBe('•••••');
  expect(maskPoint('address', '測試路 1 號|台北市|10001')).toBe('•••••');
  expect(maskPoint('address', '台北市測試路 1 號')).toBe('•••••');
});

test.each([
  ['+886900000008'],
  ['886900000008'],
  ['0900-000-008'],
  ['0900 000 008'],
  ['(0900) 000-008'],
  ['+886 (0)900.000.008'],
  ['00886-900-000-008'],
  ['0900\n000\n008'],
  ['０９００－０００－００８'],
])('a number is masked by its digits, however it was typed: %j [PRIVACY]', (typed) => {
  const secrets = [{ value: '+886900000008', shown: '[number]' }];
  expect(maskIn(`請撥 ${typed}，謝謝`, secrets)).toMatch(/^請撥 \(?\[number\]，謝謝$/);
});

test('another number, an amount and a date stay', () => {
  const text = '0900-000-009, 12,345.00, 2026-03-02, 0227700078';
  const secrets = ['+886900000008', '+886227700077'].map((value) => ({ value, shown: '[number]' }));
  expect(maskIn(text, secrets)).toBe(text);
  expect(maskIn('2770-0077', secrets)).toBe('[number]');
});

test('words of several lines are taken out of the whole text, also where they are spaced in another way [PRIVACY]', () => {
  const secrets = [{ value: '請儘快回電\n\n號碼 (a+b)?', shown: '[words]' }];
  expect(maskIn('您好，請儘快回電\n\n號碼 (a+b)? 謝謝', secrets)).toBe('您好，[words] 謝謝');
  expect(maskIn('您好，請儘快回電\r\n 號碼(A+B)? 謝謝', secrets)).toBe('您好，[words] 謝謝');
  expect(maskIn('kept', [{ value: '  ', shown: '[nothing]' }])).toBe('kept');
});

test('secrets are taken out of a text wherever they stand, a whole before its parts', () => {
  const secrets = [
    { value: '小明', shown: '[part]' },
    { value: '王小明', shown: '王••' },
    { value: 'a', shown: '[one letter]' },
  ];
  expect(maskIn('王小明您好，小明 and a; 王小明', secrets)).toBe('王••您好，[part] and a; 王••');
  expect(maskIn('nothing to hide', [])).toBe('nothing to hide');
});

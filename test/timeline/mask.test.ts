import { maskIn, maskName, maskPoint } from '../../cli/timeline/mask';

test('masked values can be told apart, and nobody can be called or written to by them [PRIVACY]', () => {
  expect(maskPoint('mobile', '+886912345678')).toBe('+886•••••678');
  expect(maskPoint('emergency', '+886277000777')).toBe('+886•••••777');
  expect(maskPoint('email', 'someone@example.com')).toBe('s•••••@•••••');
  expect(maskPoint('address', '台北市測試路 1 號|10001')).toBe('••••• 10001');
  expect(maskPoint('address', '台北市測試路 1 號')).toBe('•••••');
  expect(maskName('王小明')).toBe('王••');
  expect(maskName('𠮷田')).toBe('𠮷••');
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

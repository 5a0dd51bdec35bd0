import { SeenNames } from '../../simulation/running/seenNames';

test('a name is new once, also after the table has grown many times', () => {
  const seen = new SeenNames();
  const names = Array.from({ length: 20_000 }, (_, i) => `A-${i}`);
  expect(names.every((name) => seen.isNew(name))).toBe(true);
  expect(names.some((name) => seen.isNew(name))).toBe(false);
  expect([seen.isNew(''), seen.isNew(''), seen.isNew('A-20000')]).toEqual([true, false, true]);
});

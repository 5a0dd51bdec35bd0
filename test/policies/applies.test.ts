import { refusesToApply, type Applicant } from '../../domain/policyApplies';
import type { Day } from '../../domain/time';
import { packOf } from '../domain/policies';

const today = '2026-03-01' as Day;
const card: Applicant = { collector: 'bank', product: 'credit-card', currency: 'CNY', today };
const refusal = (id: string, applicant: Partial<Applicant>) =>
  refusesToApply(packOf(id).policy, { ...card, ...applicant });

test('a pack is given to the accounts it was made for', () => {
  expect(refusal('cn-bank-card', {})).toBeUndefined();
  expect(refusal('cn-bank-card', { collector: 'agency' })).toBeUndefined();
  expect(refusal('cn-micro-loan', { product: 'instalment-loan' })).toBeUndefined();
  expect(refusal('tw-bank-card', { currency: 'TWD' })).toBeUndefined();
  expect(refusal('us-reg-f', { collector: 'agency', currency: 'USD' })).toBeUndefined();
});
test('Regulation F is not for a bank that collects its own debts', () => {
  expect(refusal('us-reg-f', { currency: 'USD' })).toBe(
    'us-reg-f binds an agency that collects for others, not a bank that collects its own debts',
  );
});
test('cards are no loans, and loans no cards', () => {
  expect(refusal('cn-bank-card', { product: 'instalment-loan' })).toBe(
    'cn-bank-card is for credit-card, not instalment-loan',
  );
  expect(refusal('cn-micro-loan', {})).toBe('cn-micro-loan is for instalment-loan, not credit-card');
});
test('the limits of a pack are amounts in its currency, and mean nothing in another', () => {
  expect(refusal('cn-bank-card', { currency: 'TWD' })).toBe('cn-bank-card is for CNY, not TWD');
});
test('a pack is given out from its first through its last day', () => {
  const on = (day: string) => refusal('cn-bank-card', { today: day as Day });
  expect(on('2023-12-31')).toBe('cn-bank-card is valid from 2024-01-01 on, not on 2023-12-31');
  expect(on('2024-01-01')).toBeUndefined();
  expect(on('2027-12-31')).toBeUndefined();
  expect(on('2028-01-01')).toBe('cn-bank-card was valid through 2027-12-31, not on 2028-01-01');
});

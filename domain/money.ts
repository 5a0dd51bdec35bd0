/** Whole minor units (cents, fen): money is never a fraction. A string in JSON. */
export type Minor = bigint;

/** ISO 4217 codes that the service knows; each has two minor digits. */
export const CURRENCIES = ['TWD', 'CNY', 'USD'] as const;
export type Currency = (typeof CURRENCIES)[number];

export type Component = 'fees' | 'interest' | 'principal';
export type Balance = Readonly<Record<Component, Minor>>;

export const NOTHING: Balance = { fees: 0n, interest: 0n, principal: 0n };

export const totalOf = (balance: Balance): Minor => balance.fees + balance.interest + balance.principal;
export const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);

export type Allocation = Readonly<{ applied: Balance; excessMinor: Minor }>;

/** ALLOCATION: a payment reduces the components in the policy's order; OVERPAID: what is left over is the excess. */
export function allocate(balance: Balance, paidMinor: Minor, order: readonly Component[]): Allocation {
  const applied = { ...NOTHING };
  let leftMinor = paidMinor;
  for (const component of order) {
    applied[component] = least(balance[component], leftMinor);
    leftMinor -= applied[component];
  }
  return { applied, excessMinor: leftMinor };
}

export const minus = (balance: Balance, part: Balance): Balance => ({
  fees: balance.fees - part.fees,
  interest: balance.interest - part.interest,
  principal: balance.principal - part.principal,
});

/** `12,345.60 TWD`, the same on every machine, for texts and lists. */
export function formatMoney(amountMinor: Minor, currency: Currency): string {
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${digits.slice(-2)} ${currency}`;
}

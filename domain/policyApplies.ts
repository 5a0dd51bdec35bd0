import type { Product } from './events';
import type { Currency } from './money';
import type { Collector, Policy } from './policy';
import type { Day } from './time';

/** An account that is about to be handed over: who collects it, what it is, and the day it is. */
export type Applicant = Readonly<{ collector: Collector; product: Product; currency: Currency; today: Day }>;

const WHO: Readonly<Record<Collector, string>> = {
  bank: 'a bank that collects its own debts',
  agency: 'an agency that collects for others',
};

/** Why this pack is not for this account, if it is not: some laws bind only one kind of collector, and every pack has its time. */
export function refusesToApply(policy: Policy, { collector, product, currency, today }: Applicant): string | undefined {
  const { id, appliesTo, valid } = policy;
  if (!appliesTo.collectors.includes(collector)) {
    return `${id} binds ${appliesTo.collectors.map((one) => WHO[one]).join(' or ')}, not ${WHO[collector]}`;
  }
  if (!appliesTo.products.includes(product)) return `${id} is for ${appliesTo.products.join(', ')}, not ${product}`;
  if (currency !== policy.currency) return `${id} is for ${policy.currency}, not ${currency}`;
  if (today < valid.from) return `${id} is valid from ${valid.from} on, not on ${today}`;
  if (today > valid.through) return `${id} was valid through ${valid.through}, not on ${today}`;
  return undefined;
}

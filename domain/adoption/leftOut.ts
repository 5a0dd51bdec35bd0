import type { AccountId } from '../brand';
import type { Product } from '../events';
import type { Currency } from '../money';
import type { Policy } from '../policy';

/** An account that keeps the pack it has, because the other one is not for it. */
export type LeftOut = Readonly<{ kind: 'leftOut'; accountId: AccountId; because: string }>;

export type Follower = Readonly<{ product: Product; currency: Currency; jurisdiction: string }>;

/** Why an account cannot go over to this pack, if it cannot. */
export function whyLeftOut({ product, currency, jurisdiction }: Follower, to: Policy): string | undefined {
  if (jurisdiction !== to.jurisdiction) return `the pack is for ${to.jurisdiction}, not ${jurisdiction}`;
  if (currency !== to.currency) return `the pack is for ${to.currency}, not ${currency}`;
  if (!to.appliesTo.products.includes(product))
    return `the pack is for ${to.appliesTo.products.join(', ')}, not ${product}`;
  return undefined;
}

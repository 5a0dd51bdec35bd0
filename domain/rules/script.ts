import type { Account } from '../account';
import type { ContactPoint } from '../events';
import type { Channel, Policy, Template } from '../policy';
import type { Intent } from '../rungs';
import { dayOf, type Instant } from '../time';
import { isThirdParty } from './contactPoints';

/**
 * Which approved text a contact uses: a third party hears nothing of a debt [THIRD-PARTY], and until the debtor has proved who
 * they are, a caller only asks for that [IDENTITY].
 */
export function scriptFor(
  account: Account,
  policy: Policy,
  { rung }: Intent,
  channel: Channel,
  point: ContactPoint | undefined,
): string {
  if (channel !== 'call') return rung.template;
  if (point && isThirdParty(point)) return policy.thirdParty.template;
  return account.identityVerifiedAt === null ? policy.identity.template : (rung.script ?? rung.template);
}

/** TEMPLATE: approved on this day, where the debtor lives; both days of the approval included. */
export function isApproved(template: Template | undefined, account: Account, now: Instant): boolean {
  if (!template) return false;
  const today = dayOf(now, account.timeZone);
  return template.approval.on <= today && today <= template.approval.through;
}

import type { Policy, PolicyInForce } from '../policy';
import type { Day } from '../time';

/** The version of a pack that accounts follow, and the one that they would follow instead. */
export type AdoptionPair = Readonly<{
  from: PolicyInForce;
  to: PolicyInForce;
  /** The other version as if it had been in force ever since. */
  toBefore: Policy;
}>;

export const adoptionPair = (from: PolicyInForce, to: PolicyInForce): AdoptionPair => ({
  from,
  to,
  toBefore: asIfApprovedBefore(to.policy),
});

const EARLIEST = '0001-01-01' as Day;

/** That its texts were approved only lately says nothing about what its rules would have done before [TEMPLATE]. */
const asIfApprovedBefore = (policy: Policy): Policy => ({
  ...policy,
  templates: Object.fromEntries(
    Object.entries(policy.templates).map(([name, template]) => [
      name,
      { ...template, approval: { ...template.approval, on: EARLIEST } },
    ]),
  ),
});

import type { Instant } from '../../../domain/time';
import type { StoredEvent } from '../../../storage/accountJournals';
import type { Explanation } from './explain';

const iso = (at: Instant): string => new Date(at).toISOString();

/** The same for programs: moments in ISO 8601, amounts as texts, and the event as the journal keeps it. */
export function explanationJson(told: Explanation, { body }: StoredEvent) {
  const { proof, cause, inForce } = told;
  return {
    ...told,
    at: iso(told.at),
    proof: proof && { ...proof, window: proof.window && windowJson(proof.window) },
    cause: cause.kind === 'message' ? { ...cause, receivedAt: iso(cause.receivedAt) } : cause,
    inForce: inForce && {
      ...inForce,
      holds: inForce.holds.map((hold) => ({ ...hold, since: iso(hold.since) })),
      agreedTimes: inForce.agreedTimes.map((time) => ({ ...time, ...windowJson(time) })),
      identityVerifiedAt: inForce.identityVerifiedAt === null ? null : iso(inForce.identityVerifiedAt),
      escalations: inForce.escalations.map((escalation) => ({ ...escalation, since: iso(escalation.since) })),
    },
    later: told.later.map((event) => ({ ...event, at: iso(event.at) })),
    event: body,
  };
}

const windowJson = ({ opensAt, closesAt }: { opensAt: Instant; closesAt: Instant }) => ({
  opensAt: iso(opensAt),
  closesAt: iso(closesAt),
});

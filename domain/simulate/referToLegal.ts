import type { Action } from '../step';
import type { Instant } from '../time';
import { add } from '../turn';
import type { AccountLife } from './accountLife';
import type { ReferralAnswer } from './outside';
import { tryAgain } from './tryAgain';

type Refer = Extract<Action, { type: 'referToLegal' }>;

/** As the activity of this name: what was heard meanwhile may take the referral back [LEGAL-READY]. */
export function referToLegal(life: AccountLife, action: Refer, at: Instant): void {
  const { draft, now } = life.open(at);
  const next = life.close(draft, now);
  if (next.do !== 'perform' || next.action.type !== 'referToLegal') return;
  if (next.action.referralId !== action.referralId) return;
  const answer = life.debtor.outside.refer?.(action.referralId, life.known(now)) ?? {
    at: now,
    outcome: 'acknowledged',
    acknowledgement: '',
    manifestSha256: '',
  };
  life.underWay = { endsAt: answer.at, end: () => conclude(life, action, answer) };
}

function conclude(life: AccountLife, action: Refer, answer: ReferralAnswer): void {
  if (answer.outcome === 'unavailable') return void life.goOn(tryAgain(action, answer.at), answer.at);
  const { draft, now } = life.open(answer.at);
  const { referralId } = action;
  const { referral } = draft.account;
  if (referral?.state !== 'approved' || referral.referralId !== referralId) return void life.close(draft, now);
  const { acknowledgement, manifestSha256 } = answer;
  const referred = { type: 'ReferredToLegal', at: now, referralId, acknowledgement, manifestSha256 } as const;
  life.close(add(draft, referred, `referral:${referralId}`), now);
}

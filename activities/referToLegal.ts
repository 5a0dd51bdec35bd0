import type { AccountId } from '../domain/brand';
import type { Action } from '../domain/step';
import { add } from '../domain/turn';
import { legalPacket } from './legalPacket';
import { withBefore, type TurnResult } from './turnResult';
import { closeTurn, openTurn, type Opened } from './writeTurn';
import type { World } from './world';

type Refer = Extract<Action, { type: 'referToLegal' }>;

/**
 * Delivers the packet of an approved referral to the law firm, retried until it is acknowledged; the referral's id is the
 * idempotency key. A payment, dispute or recall that came in the meantime is heard first and may take it back [LEGAL-READY].
 */
export const referToLegal =
  (world: World) =>
  async (accountId: AccountId, action: Refer): Promise<TurnResult> => {
    const opened = await openTurn(world, world.db, accountId, world.clock.now());
    const before = await closeTurn(world, world.db, opened, opened.draft, opened.now);
    const { next } = before;
    if (next.do !== 'perform' || next.action.type !== 'referToLegal' || next.action.referralId !== action.referralId)
      return before;

    const packet = await legalPacket(world, accountId, action.referralId, opened.now);
    const { acknowledgement, manifestSha256 } = await world.ports.lawFirm.deliver(packet);

    const after = await openTurn(world, world.db, accountId, world.clock.now());
    if (!isApproved(after, action.referralId))
      return withBefore(before.wrote, await closeTurn(world, world.db, after, after.draft, after.now));
    const { referralId } = action;
    const event = { type: 'ReferredToLegal', at: after.now, referralId, acknowledgement, manifestSha256 } as const;
    const draft = add(after.draft, event, `referral:${referralId}`);
    return withBefore(before.wrote, await closeTurn(world, world.db, after, draft, after.now));
  };

const isApproved = ({ draft }: Opened, referralId: string): boolean =>
  draft.account.referral?.state === 'approved' && draft.account.referral.referralId === referralId;

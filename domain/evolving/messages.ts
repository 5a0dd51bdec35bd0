import type { Account, OpenMessage } from '../account';
import type { EventOf } from '../events';
import { settle } from './escalations';

type Of = EventOf<'MessageRequested' | 'MessageHeld' | 'MessageApproved' | 'MessageRejected'>;

/** What a collector wants to write: due at once, or held until a supervisor has looked at it [CONDUCT]. */
export function message(account: Account, event: Of): Account {
  const { messageId } = event;
  const others = account.messages.filter((one) => one.messageId !== messageId);
  const set = (change: Partial<OpenMessage>): Account => ({
    ...account,
    messages: account.messages.map((one) => (one.messageId === messageId ? { ...one, ...change } : one)),
  });
  switch (event.type) {
    case 'MessageRequested': {
      const { channel, textId, findings, by } = event;
      const added = { messageId, channel, textId, by, isHeld: findings.length > 0, isApproved: false };
      return { ...account, messages: [...others, added] };
    }
    case 'MessageHeld':
      return set({ isHeld: true });
    case 'MessageApproved':
      return settle(set({ isHeld: false, isApproved: true }), messageId);
    case 'MessageRejected':
      return settle({ ...account, messages: others }, messageId);
  }
}

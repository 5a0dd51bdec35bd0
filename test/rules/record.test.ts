import type { Fact, FactOf } from '../../domain/message';
import { attemptId, reserved, taipei } from '../domain/accounts';
import { debtor } from './questions';

const at = taipei('2026-03-03 10:00');
const id = attemptId('call-1');
const called = debtor().and(reserved('call', at, { attemptId: id, channel: 'call' }), {
  type: 'ContactSent',
  at,
  attemptId: id,
  providerRef: 'p',
});
const result: FactOf<'CallResultReported'> = {
  type: 'CallResultReported',
  attemptId: id,
  result: 'rightParty',
  textId: 'note-1',
  by: 'collector-1',
  attitude: 'willing',
  recordingRef: 'recording-1',
  identityVerified: false,
};
const reply: Fact = { type: 'ReplyReported', replyId: 'reply-1', textId: 'text-1' };

describe('every attempt is on record [RECORD]', () => {
  test('when, where, with which text and why it was lawful, before it is made', () => {
    const reservedEvent = called.journal.find(({ type }) => type === 'ContactReserved');
    expect(reservedEvent).toMatchObject({
      at,
      channel: 'call',
      contactPointId: 'cp-mobile',
      template: 'text',
      templateVersion: 1,
      textSha256: 'a'.repeat(64),
      balanceMinor: 1_000_000n,
      proof: { asked: ['FREQUENCY'] },
    });
  });
  test('who called, what was said, how the debtor took it and where the recording is', () => {
    const { identityVerified: _, ...kept } = result;
    expect(called.hears(result, at).wrote).toEqual([{ ...kept, type: 'CallResultRecorded', at }]);
  });
  test('a call that the debtor made is on record too', () => {
    expect(debtor().hears({ ...result, attemptId: null }, at).wrote).toMatchObject([
      { type: 'CallResultRecorded', attemptId: null, recordingRef: 'recording-1' },
    ]);
  });
  test('what comes in after the end is still kept, and nobody is called for it', () => {
    const closed = called.hears({ type: 'RecallReported', because: 'other' }, at);
    expect(closed.account.closed).not.toBeNull();
    expect(closed.hears(result, at).wrote).toMatchObject([{ type: 'CallResultRecorded' }]);
    expect(closed.hears(reply, at).wrote).toMatchObject([{ type: 'ReplyReceived', replyId: 'reply-1' }]);
  });
  test('what the debtor writes back is read by a person, because no program can', () => {
    const story = called.hears(reply, at);
    expect(story.wrote).toMatchObject([
      { type: 'ReplyReceived', replyId: 'reply-1', textId: 'text-1' },
      { type: 'Escalated', kind: 'debtorReplied', ref: 'reply-1', rule: 'RECORD' },
    ]);
    const escalationId = story.account.escalations[0]!.escalationId;
    const settle = { type: 'SettleEscalation', escalationId, because: 'answered', by: 'clerk-1' } as const;
    expect(story.obeys(settle, at).account.escalations).toMatchObject([{ isSettled: true }]);
    expect(story.obeys(settle, at).refuses(settle, at)).toBe('noSuchEscalation');
    expect(called.refuses(settle, at)).toBe('noSuchEscalation');
  });
});

import { sealWords } from '../../storage/queries/texts';
import { callResult, MASTER, ms, payment, type StoredWorld } from '../storage/storedWorld';

/** Made up, and found nowhere else: whatever of it turns up on an engineer's page has leaked. */
export const PERSON = {
  name: '歐陽測隱私',
  mobile: '+886977000777',
  office: '+886277000777',
  email: 'ouyang.leak@example.invalid',
  address: '洩漏市|隱私路 777 號',
} as const;
/** What people wrote and said, with everything in it that a page must not take for its own. */
export const WORDS = {
  reply: '請不要再寫信來 <script>alert("x")</script> & 我媽媽住院了 😀',
  dispute: '我沒有買過這些東西，\n金額 <b>不對</b>',
  message: '方便時請回電，\n\n我們想聽聽您的想法',
} as const;
export const SECRETS = [
  PERSON.name,
  '977000777',
  '277000777',
  'ouyang.leak',
  '洩漏市',
  '隱私路',
  '媽媽住院',
  '沒有買過',
  '想聽聽您',
] as const;

/** A life with contacts, contacts that a rule forbade, a letter, a reply, a message, a dispute, a hold, promises and payments. */
export async function livedLife(stored: StoredWorld, id: string): Promise<void> {
  const post = (name: string, content: Parameters<StoredWorld['post']>[2]) => stored.post(id, `${id}-${name}`, content);
  const liveOn = (day: string) => stored.liveOn(id, `${day}T12:00:00+08:00`);
  const seal = async (words: string) => (await sealWords(stored.db, MASTER, id, words))!;
  stored.setTime('2026-03-01T09:00:00+08:00');
  const { mobile, office, email, address } = PERSON;
  await stored.begin(id, {
    name: PERSON.name,
    contactPoints: [
      { kind: 'mobile', value: mobile },
      { kind: 'office', value: office },
      { kind: 'email', value: email },
      { kind: 'address', value: address },
    ],
  });
  await liveOn('2026-03-02');
  const reply = await seal(WORDS.reply);
  await post('reply', { fact: { type: 'ReplyReported', replyId: 'SM-1', textId: reply.textId } });
  await post('opt-out', { fact: { type: 'OptOutReported', ref: 'SM-1', channel: 'email', provenance: 'debtor' } });
  await liveOn('2026-03-05');
  const promise = { promiseId: 'PR-1', amountMinor: 100_000n, promisedOn: '2026-03-08' as never, by: 'clerk-1' };
  await post('promise', { command: { type: 'AgreePromise', ...promise } });
  await liveOn('2026-03-07');
  await post('paid', payment(`${id}-P-1`, 40_000n));
  await liveOn('2026-03-14');
  const dispute = await seal(WORDS.dispute);
  const disputed = { disputeId: 'DI-1', ground: 'amount', textId: dispute.textId };
  await post('dispute', { fact: { type: 'DisputeReported', ...disputed } });
  await liveOn('2026-03-20');
  const correctedBalance = { fees: 0n, interest: 20_000n, principal: 1_600_000n };
  const resolved = { disputeId: 'DI-1', upheld: true, correctedBalance, by: 'clerk-2' };
  await post('resolved', { command: { type: 'ResolveDispute', ...resolved } });
  await liveOn('2026-03-26');
  await post('call', callResult(null, 'rightParty'));
  const words = await seal(WORDS.message);
  const message = { messageId: 'M-1', channel: 'sms', ...words, findings: [], by: 'collector-2' } as const;
  await post('message', { command: { type: 'SendMessage', ...message } });
  await liveOn('2026-04-02');
  const hold = { holdId: 'H-1', kind: 'hardship', provenance: 'document', by: 'clerk-1' } as const;
  await post('hold', { fact: { type: 'HoldReported', ...hold, reviewOn: '2026-04-20' as never, textId: null } });
  await liveOn('2026-04-18');
  await post('hold-end', { fact: { type: 'HoldEndReported', holdId: 'H-1', because: 'recovered', by: 'boss-1' } });
  await post('paid-2', {
    fact: { ...payment(`${id}-P-2`, 300_000n).fact, paidAt: ms('2026-04-18T11:00:00+08:00') } as never,
  });
  await liveOn('2026-05-20');
  await trackLetters(stored, id);
  await liveOn('2026-07-20');
}

async function trackLetters(stored: StoredWorld, id: string): Promise<void> {
  const letters = await stored.db
    .selectFrom('letters')
    .select('register_number')
    .where('account_id', '=', id)
    .execute();
  for (const { register_number: registerNumber } of letters) {
    for (const fact of [{ status: 'mailed', mailNumber: 'RR123456785TW' }, { status: 'delivered' }] as const) {
      const tracked = { type: 'LetterTracked', registerNumber, ...fact } as const;
      await stored.post(id, `${registerNumber}-${fact.status}`, { fact: tracked });
      await stored.takeTurn(id);
    }
  }
}

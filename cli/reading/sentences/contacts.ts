import { countsText, proofText } from '../proofText';
import { ATTITUDES, CALL_RESULTS, PURPOSES } from '../words';
import type { Sentences } from './sentence';

type Told =
  | 'ContactReserved'
  | 'ContactSent'
  | 'ContactUnavailable'
  | 'ContactTriedAgain'
  | 'ContactFailed'
  | 'ContactOutcomeUnknown'
  | 'ContactWithdrawn'
  | 'ContactMissed'
  | 'ContactDeferred'
  | 'ContactSuppressed'
  | 'ContactDelivered'
  | 'ContactUndelivered'
  | 'CallResultRecorded'
  | 'ReplyReceived';

export const CONTACTS: Sentences<Told> = {
  ContactReserved: ({ attemptId, purpose, template, balanceMinor, notAfter, proof }, { attempt, money, moment }) =>
    `Decides on the ${attempt(attemptId)}${PURPOSES[purpose]} with template ${template}, at a balance of ` +
    `${money(balanceMinor)}, not after ${moment(notAfter)}; ${countsText(proof)}.`,
  ContactSent: ({ attemptId }, { attempt }) => `The ${attempt(attemptId)} went out.`,
  ContactUnavailable: ({ attemptId, code, retryAt }, { attempt, moment }) =>
    `The ${attempt(attemptId)} could not be sent, the provider is away (${code}); next try ${moment(retryAt)}.`,
  ContactTriedAgain: ({ attemptId }, { attempt }) => `The ${attempt(attemptId)} is tried again.`,
  ContactFailed: ({ attemptId, code }, { attempt }) => `The ${attempt(attemptId)} failed (${code}).`,
  ContactOutcomeUnknown: ({ attemptId, code }, { attempt }) =>
    `Nobody can say whether the ${attempt(attemptId)} was sent (${code}); it is not sent again.`,
  ContactWithdrawn: ({ attemptId, rule }, { attempt }) =>
    `The ${attempt(attemptId)} was taken back before it was sent [${rule}].`,
  ContactMissed: ({ rung, channel, notAfter }, { moment }) =>
    `The time for the ${channel} "${rung}" has passed: it ended ${moment(notAfter)}.`,
  ContactDeferred: ({ rung, channel, purpose, rule, until, proof }, { moment }) =>
    `The ${channel} "${rung}"${PURPOSES[purpose]} is put off until ${moment(until)} [${rule}]: ${proofText(proof)}.`,
  ContactSuppressed: ({ rung, channel, purpose, rule, proof }) =>
    `The ${channel} "${rung}"${PURPOSES[purpose]} is not made [${rule}]: ${proofText(proof)}.`,
  ContactDelivered: ({ attemptId }, { attempt }) => `The ${attempt(attemptId)} was delivered.`,
  ContactUndelivered: ({ attemptId, code }, { attempt }) =>
    `The ${attempt(attemptId)} was not delivered${code && ` (${code})`}.`,
  CallResultRecorded: ({ attemptId, result, textId, by, attitude, recordingRef }, { attempt }) =>
    `${attemptId ? `The ${attempt(attemptId)}` : 'A call of the debtor'} ended: ${CALL_RESULTS[result]}` +
    `${attitude ? ` and is ${ATTITUDES[attitude]}` : ''}${by ? `, says ${by}` : ''}` +
    `${recordingRef ? `; recording ${recordingRef}` : ''}${textId ? '; what was said is kept sealed' : ''}.`,
  ReplyReceived: ({ replyId, textId }) =>
    `The debtor wrote back (${replyId})${textId ? '; the words are kept sealed' : ''}.`,
};

import { countsText } from '../proofText';
import { PURPOSES } from '../words';
import type { Sentences } from './sentence';

type Told =
  | 'LetterRequested'
  | 'LetterIssued'
  | 'LetterPrinted'
  | 'LetterMailed'
  | 'LetterHandedOver'
  | 'LetterDelivered'
  | 'LetterReturned'
  | 'LetterSpoiled'
  | 'MessageRequested'
  | 'MessageHeld'
  | 'MessageApproved'
  | 'MessageRejected';

/** What people ask to be written, and what becomes of each number of the register. */
export const LETTERS: Sentences<Told> = {
  LetterRequested: ({ requestId, rung, by }) =>
    `${by} asked for the letter "${rung}" to hand it over at a visit (${requestId}).`,
  LetterIssued: ({ registerNumber, rung, purpose, byHand, template, balanceMinor, proof }, { money }) =>
    `Letter ${registerNumber} "${rung}"${PURPOSES[purpose]} is issued with template ${template}, at a balance of ` +
    `${money(balanceMinor)}${byHand === null ? '' : ', to be handed over at a visit'}; ${countsText(proof)}.`,
  LetterPrinted: ({ registerNumber }) => `Letter ${registerNumber} went to the print house.`,
  LetterMailed: ({ registerNumber, mailNumber }) =>
    `Letter ${registerNumber} was mailed as ${mailNumber} [LETTER-REGISTERED].`,
  LetterHandedOver: ({ registerNumber, by }) => `Letter ${registerNumber} was handed over by ${by}.`,
  LetterDelivered: ({ registerNumber }) => `Letter ${registerNumber} was delivered.`,
  LetterReturned: ({ registerNumber }) => `Letter ${registerNumber} came back.`,
  LetterSpoiled: ({ registerNumber, rule }) => `Letter ${registerNumber} was spoiled and never left [${rule}].`,

  MessageRequested: ({ messageId, channel, findings, by }) =>
    `${by} asks for a message by ${channel} in words of their own (${messageId}): ` +
    `${findings.length === 0 ? 'nothing speaks against them' : `${forbidden(findings)}, so it waits for a supervisor`} [CONDUCT].`,
  MessageHeld: ({ messageId, findings }) =>
    `Message ${messageId} was held back when it was about to go out: ${forbidden(findings)} [CONDUCT].`,
  MessageApproved: ({ messageId, by }) => `Message ${messageId} was approved by ${by}.`,
  MessageRejected: ({ messageId, because, by }) => `Message ${messageId} was rejected by ${by}: ${because}.`,
};

/** By number only: the words themselves stand in the pack, and what was written is sealed. */
const forbidden = (findings: readonly number[]): string =>
  findings.length === 1
    ? `it holds the pack's forbidden word no. ${findings[0]}`
    : `it holds the pack's forbidden words no. ${findings.join(', ')}`;

import { z } from 'zod';
import type { AttemptId } from '../../../domain/brand';
import { callResult } from '../../../storage/codecParts';
import { accountOfAttempt } from '../../../storage/queries/owners';
import type { Api, Parts } from '../../parts';
import { wrongField } from '../../problem';
import { factWithTextReply, reportFactWithText } from '../../reportFact';
import { accountParams, reference, text } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  callId: reference,
  attemptId: reference.optional().describe('`attemptId` of GET /calls; left out when the debtor called'),
  result: callResult,
  text: text.optional(),
});

export function reportCallResult(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportCallResult',
    url: '/accounts/:id/call-results',
    tag: 'facts',
    summary: 'Report how a call ended',
    description: 'Counts once per callId.',
    params: accountParams,
    body,
    replies: { 202: factWithTextReply },
    handle: async ({ params: { id: accountId }, body: { callId, attemptId, result, text } }) => {
      await checkAttempt(parts, accountId, attemptId);
      return reportFactWithText(parts, accountId, text, (textId) => ({
        accountId,
        source: 'calls',
        externalId: callId,
        fact: { type: 'CallResultReported', attemptId: (attemptId as AttemptId) ?? null, result, textId },
      }));
    },
  });
}

/** A result under another account's attempt would be written into that one's record. */
async function checkAttempt({ db }: Parts, accountId: string, attemptId: string | undefined): Promise<void> {
  if (attemptId === undefined || (await accountOfAttempt(db, attemptId)) === accountId) return;
  throw wrongField('attemptId', 'must be an attempt of this account; leave it out when there is none');
}

import { z } from 'zod';
import type { AttemptId } from '../../../domain/brand';
import type { FactOf } from '../../../domain/message';
import { attitude, callResult } from '../../../storage/codecParts';
import { accountOfAttempt } from '../../../storage/queries/owners';
import type { Api, Parts } from '../../parts';
import { wrongField } from '../../problem';
import { factWithTextReply, reportFactWithText } from '../../reportFact';
import { accountParams, reference, text } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z
  .strictObject({
    callId: reference,
    attemptId: reference.optional().describe('`attemptId` of GET /calls; left out when the debtor called'),
    result: callResult,
    identityVerified: z
      .boolean()
      .default(false)
      .describe('true: the debtor in person proved who they are [IDENTITY]; only then the debt is talked about'),
    attitude: attitude.optional(),
    recordingRef: reference.optional().describe('Names the recording [RECORD]'),
    text: text.optional(),
  })
  .refine(({ identityVerified, result }) => !identityVerified || result === 'rightParty', {
    path: ['identityVerified'],
    message: 'can be true only when the result is rightParty',
  });

type Body = z.output<typeof body>;

export function reportCallResult(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportCallResult',
    url: '/accounts/:id/call-results',
    tag: 'facts',
    summary: 'Report how a call ended [RECORD]',
    description: 'Who reports it is who called. Counts once per callId.',
    params: accountParams,
    body,
    replies: { 202: factWithTextReply },
    handle: async ({ params: { id: accountId }, body, caller }) => {
      await checkAttempt(parts, accountId, body.attemptId);
      return reportFactWithText(parts, accountId, body.text, (textId) => ({
        accountId,
        source: 'calls',
        externalId: body.callId,
        fact: factOf(body, caller.sub, textId),
      }));
    },
  });
}

function factOf(body: Body, by: string, textId: string | null): FactOf<'CallResultReported'> {
  const { result, identityVerified, attitude = null, recordingRef = null } = body;
  const attemptId = (body.attemptId as AttemptId | undefined) ?? null;
  return { type: 'CallResultReported', attemptId, result, textId, by, attitude, recordingRef, identityVerified };
}

/** A result under another account's attempt would be written into that one's record. */
async function checkAttempt({ db }: Parts, accountId: string, attemptId: string | undefined): Promise<void> {
  if (attemptId === undefined || (await accountOfAttempt(db, attemptId)) === accountId) return;
  throw wrongField('attemptId', 'must be an attempt of this account; leave it out when there is none');
}

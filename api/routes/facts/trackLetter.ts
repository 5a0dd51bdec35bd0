import { z } from 'zod';
import type { FactOf } from '../../../domain/message';
import { accountOfLetter } from '../../../storage/queries/owners';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { factReply, reportFact } from '../../reportFact';
import { reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const tracking = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('mailed'),
    mailNumber: reference.describe('The number that the post gave it [LETTER-REGISTERED]'),
  }),
  z.strictObject({ status: z.literal('handedOver').describe('At a visit, by the caller') }),
  z.strictObject({ status: z.enum(['delivered', 'returned', 'spoiled']) }),
]);

export function trackLetter(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'trackLetter',
    url: '/letters/:registerNumber/tracking',
    tag: 'letters',
    summary: 'Report what has become of a letter [LETTER-REGISTERED]',
    description: 'Counts once per letter and status.',
    params: z.object({ registerNumber: reference.describe('The number of the letter register') }),
    body: tracking,
    replies: { 202: factReply },
    handle: async ({ params: { registerNumber }, body, caller }) => {
      const accountId = await accountOfLetter(parts.db, registerNumber);
      if (accountId === undefined) throw new Problem(404, 'noSuchLetter', 'The register has no such number.');
      const fact = trackingOf(registerNumber, body, caller.sub);
      const externalId = `${registerNumber} ${body.status}`;
      return reportFact(parts, { accountId, source: 'letter-tracking', externalId, fact });
    },
  });
}

function trackingOf(registerNumber: string, body: z.output<typeof tracking>, by: string): FactOf<'LetterTracked'> {
  const head = { type: 'LetterTracked', registerNumber } as const;
  return body.status === 'handedOver' ? { ...head, status: body.status, by } : { ...head, ...body };
}

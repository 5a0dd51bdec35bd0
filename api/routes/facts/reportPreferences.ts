import { z } from 'zod';
import { language, messageChannel } from '../../../storage/codecParts';
import { reportDebtorFact } from '../../debtorFact';
import { hoursIn } from '../../hours';
import type { Api, Parts } from '../../parts';
import { factReply } from '../../reportFact';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  ref: reference.describe('Names the call, letter or message that says so; counts once'),
  hours: hoursIn.optional(),
  channel: messageChannel.optional(),
  language: language.optional(),
});

export function reportPreferences(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportPreferences',
    url: '/accounts/:id/preferences',
    tag: 'consent',
    summary:
      'Report at which hours, on which channel and in which language the debtor prefers to be contacted [CONSENT]',
    description:
      'Holds for every account of the debtor and replaces what was preferred before; what is left out is no preference. Counts once per ref.',
    params: accountParams,
    body,
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { ref, hours = null, channel = null, language = null }, caller }) => {
      const fact = { type: 'PreferencesReported', ref, hours, channel, language, by: caller.sub } as const;
      return reportDebtorFact(parts, { accountId, source: 'preferences', externalId: ref, fact });
    },
  });
}

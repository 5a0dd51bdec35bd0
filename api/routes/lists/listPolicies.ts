import { z } from 'zod';
import { daysLeft } from '../../../domain/calendar';
import type { Policy } from '../../../domain/policy';
import { dayOf, type Day, type TimeZone } from '../../../domain/time';
import { policiesInForce } from '../../../storage/policies';
import { policyCodec } from '../../../storage/policyCodec';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { day, iso, moment, noParams } from '../../schemas';

/** In this time a pack that knows more days can be made, approved and adopted. */
const ENDS_SOON_DAYS = 60;

const approval = z.object({ by: z.string(), on: day, through: day });
const item = z.object({
  id: z.string(),
  version: z.string(),
  hash: z.string().describe('Of its content; journals name it by this'),
  isInForce: z.boolean().describe('true: new accounts are given this version'),
  jurisdiction: z.string(),
  currency: z.string(),
  appliesTo: z.object({ collectors: z.array(z.string()), products: z.array(z.string()) }),
  valid: z.object({ from: day, through: day }).describe('Both days included'),
  approvals: z.array(approval),
  calendar: z.object({
    id: z.string(),
    version: z.string(),
    knownThrough: day.describe('The last day that it knows [HOLIDAY]'),
    daysLeft: z.number().int().describe('Negative: that day has passed'),
    endsSoon: z.boolean().describe(`true: fewer than ${ENDS_SOON_DAYS} days are left; accounts wait when it ends`),
  }),
  loadedAt: moment,
});

export function listPolicies(app: Api, { db, clock }: Parts): void {
  readRoute(app, {
    name: 'listPolicies',
    url: '/policies',
    tag: 'policies',
    summary: 'The policy packs that are known, which version of each is in force, and how far their calendars reach',
    params: noParams,
    query: z.strictObject({}),
    reply: z.object({ policies: z.array(item) }),
    handle: async () => {
      const inForce = new Set((await policiesInForce(db)).map(({ hash }) => hash as string));
      const rows = await db
        .selectFrom('policies')
        .select(['hash', 'content', 'loaded_at'])
        .orderBy('id')
        .orderBy('loaded_at')
        .orderBy('hash')
        .execute();
      const today = dayOf(clock.now(), 'UTC' as TimeZone);
      const policies = rows.map(({ hash, content, loaded_at }) => ({
        ...shownOf(policyCodec.decode(content), today),
        hash,
        isInForce: inForce.has(hash),
        loadedAt: iso(loaded_at),
      }));
      return { policies };
    },
  });
}

function shownOf({ id, version, jurisdiction, currency, appliesTo, valid, approvals, calendar }: Policy, today: Day) {
  const left = daysLeft(calendar, today);
  return {
    id,
    version,
    jurisdiction,
    currency,
    appliesTo: { collectors: [...appliesTo.collectors], products: [...appliesTo.products] },
    valid,
    approvals: [...approvals],
    calendar: {
      id: calendar.id,
      version: calendar.version,
      knownThrough: calendar.knownThrough,
      daysLeft: left,
      endsSoon: left < ENDS_SOON_DAYS,
    },
  };
}

import { z } from 'zod';
import { daysLeft } from '../../../domain/calendar';
import type { Policy } from '../../../domain/policy';
import { WARNED_BEFORE_DAYS } from '../../../domain/policyWarnings';
import { dayOf, type Day, type TimeZone } from '../../../domain/time';
import { knownPolicies, policiesInForce } from '../../../storage/policies';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { day, iso, moment, noParams } from '../../schemas';

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
    endsSoon: z.boolean().describe(`true: fewer than ${WARNED_BEFORE_DAYS} days are left; accounts wait when it ends`),
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
      const inForce = new Set((await policiesInForce(db)).map(({ hash }) => hash));
      const today = dayOf(clock.now(), 'UTC' as TimeZone);
      const policies = (await knownPolicies(db)).map(({ hash, policy, loadedAt }) => ({
        ...shownOf(policy, today),
        hash,
        isInForce: inForce.has(hash),
        loadedAt: iso(loadedAt),
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
      endsSoon: left < WARNED_BEFORE_DAYS,
    },
  };
}

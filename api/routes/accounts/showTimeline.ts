import { z } from 'zod';
import { findAccount } from '../../../storage/queries/accounts';
import { readTexts } from '../../../storage/queries/texts';
import { listJournal } from '../../../storage/queries/timeline';
import { mayReadTexts } from '../../access';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { readRoute } from '../../readRoute';
import { accountParams, iso, limit, moment, next, pageOf } from '../../schemas';

const query = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('`next` of the page before: a version'),
  limit,
});

const event = z.object({
  version: z.number().int(),
  type: z.string(),
  at: moment,
  event: z
    .record(z.string(), z.unknown())
    .describe('As journalled: amounts are strings, moments milliseconds since 1970'),
  cause: z.string().describe('`inbox:<id>`, `attempt:<id>`, `referral:<id>` or `clock`'),
  policyHash: z.string().describe('The policy that was followed'),
  build: z.string().describe('The build that decided'),
  hash: z.string().describe('The link of the chain: over this event and the hash before it'),
  text: z.string().nullable().describe('What was written or said; for operations, legal and supervisor only'),
});

export function showTimeline(app: Api, { db, master }: Parts): void {
  readRoute(app, {
    name: 'showTimeline',
    url: '/accounts/:id/timeline',
    tag: 'accounts',
    summary: "Show an account's journal in order",
    params: accountParams,
    query,
    reply: z.object({ events: z.array(event), next }),
    handle: async ({ params: { id }, query: { after, limit }, caller }) => {
      if (!(await findAccount(db, id))) throw new Problem(404, 'noSuchAccount', 'Nobody handed this account over.');
      const found = await listJournal(db, id, after, limit + 1);
      const { rows, next } = pageOf(found, limit, (row) => String(row.version));
      const ids = mayReadTexts(caller.roles) ? rows.flatMap((row) => textIdOf(row.body as Body) ?? []) : [];
      const texts = await readTexts(db, master, ids);
      return { events: rows.map((row) => eventOf(row, texts)), next };
    },
  });
}

type Row = Awaited<ReturnType<typeof listJournal>>[number];
type Body = Readonly<Record<string, unknown>> & { type: string };

/** Which text belongs to an event: a message's lies under its attempt, a letter's under its number. */
function textIdOf(body: Body): string | undefined {
  const ids: Readonly<Record<string, unknown>> = {
    ContactReserved: body['attemptId'],
    LetterIssued: body['registerNumber'],
  };
  const id = ids[body.type] ?? body['textId'];
  return typeof id === 'string' ? id : undefined;
}

function eventOf({ version, type, at, body, cause, policy_hash, build, hash }: Row, texts: Map<string, string>) {
  const event = body as Body;
  const kept = texts.get(textIdOf(event) ?? '');
  const text = kept === undefined ? null : wordsOf(type, kept);
  return { version, type, at: iso(at), event, cause, policyHash: policy_hash, build, hash, text };
}

/** Messages and letters are kept as they were rendered; only their words are shown, no name and address. */
function wordsOf(type: string, kept: string): string {
  if (type === 'ContactReserved') {
    const { subject, text } = JSON.parse(kept) as { subject: string; text: string };
    return `${subject}\n\n${text}`;
  }
  if (type !== 'LetterIssued') return kept;
  const { title, paragraphs } = JSON.parse(kept) as { title: string; paragraphs: readonly string[] };
  return [title, '', ...paragraphs].join('\n');
}

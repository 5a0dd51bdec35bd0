import { z } from 'zod';
import type { AccountEvent, ContactPoint, EventOf } from '../../domain/events';
import { messageOf } from '../../domain/rungs';
import type { Db } from '../../storage/database';
import type { MasterKey } from '../../storage/personalData';
import { proveTexts, type NamedText, type ProvenText, type TextState } from '../../storage/queries/provenTexts';
import type { Debtor } from './debtor';
import { maskIn, type Secret } from './mask';
import type { Paper } from './model';
import { SIGHT, type Role, type Sight } from './roles';

/** What went out or came in with each event, by its version. */
export type Papers = ReadonlyMap<number, Paper>;
type Context = Readonly<{ debtor: Debtor; points: readonly ContactPoint[]; sight: Sight; ownWords: readonly Secret[] }>;

export async function readPapers(
  db: Db,
  master: MasterKey | null,
  events: readonly AccountEvent[],
  debtor: Debtor,
  role: Role,
): Promise<Papers> {
  const named = events.map(textNamedBy);
  const proven = await proveTexts(
    db,
    master,
    named.flatMap((text) => text ?? []),
  );
  const points = events[0]?.type === 'AccountOpened' ? events[0].contactPoints : [];
  const context = { debtor, points, sight: SIGHT[role], ownWords: ownWordsIn(events, proven) };
  return new Map(
    events.flatMap((event, i) => {
      const text = named[i];
      return text ? [[i + 1, paperOf(event, text, proven.get(text.id)!, context)] as const] : [];
    }),
  );
}

/** The text that an event names: a message's lies under its attempt, a letter's under its number. */
function textNamedBy(event: AccountEvent): NamedText | null {
  if (event.type === 'ContactReserved') return { id: event.attemptId, sha256: event.textSha256 };
  if (event.type === 'LetterIssued') return { id: event.registerNumber, sha256: event.textSha256 };
  if (!('textId' in event) || event.textId === null) return null;
  return { id: event.textId, sha256: 'textSha256' in event ? event.textSha256 : null };
}

/** Words of a collector's own are set into the messages that go out: who may not read them must not find them there. */
function ownWordsIn(events: readonly AccountEvent[], proven: ReadonlyMap<string, ProvenText>): readonly Secret[] {
  return events.flatMap((event) => {
    const content = event.type === 'MessageRequested' ? proven.get(event.textId)?.content : null;
    return content ? [{ value: content, shown: WITHHELD_WORDS }] : [];
  });
}
const WITHHELD_WORDS = '[words of a collector’s own: withheld]';

const clear = (text: string): string => text;
/** A message that holds words of a collector's own in which they were not found is not shown at all. */
function maskFor(event: AccountEvent, text: string, { debtor, ownWords }: Context): ((text: string) => string) | null {
  const mask = (text: string): string => maskIn(text, [...debtor.secrets, ...ownWords]);
  const holdsOwnWords = event.type === 'ContactReserved' && messageOf(event.rung) !== undefined;
  return holdsOwnWords && !mask(text).includes(WITHHELD_WORDS) ? null : mask;
}

function paperOf(
  event: AccountEvent,
  { id, sha256 }: NamedText,
  { state, content }: ProvenText,
  context: Context,
): Paper {
  const { sight } = context;
  const kind = event.type === 'ContactReserved' ? 'message' : event.type === 'LetterIssued' ? 'letter' : 'words';
  const allowed = kind === 'words' ? sight.ownWords : sight.texts;
  const kept = content === null ? null : read(kind, content);
  const mask = allowed === 'masked' && kept ? maskFor(event, kept.text, context) : clear;
  const written = allowed === 'none' || mask === null ? null : kept && masked(kept, mask);
  return {
    kind,
    to: 'contactPointId' in event ? sentTo(event, written, context) : null,
    language: written?.language ?? null,
    subject: written?.subject ?? null,
    paragraphs: written?.text.split('\n') ?? null,
    textId: id,
    sha256,
    state,
    verdict: verdictOf(state, written === null),
  };
}

const message = z.object({ language: z.string(), subject: z.string(), text: z.string() });
const letter = z.object({
  language: z.string(),
  title: z.string(),
  paragraphs: z.array(z.string()),
  addressee: z.array(z.string()),
});
type Written = Readonly<{
  language: string | null;
  subject: string | null;
  text: string;
  addressee: readonly string[] | null;
}>;

/** As it was kept; what has another form than it went out in is shown as it is. */
function read(kind: Paper['kind'], content: string): Written {
  const json = kind === 'words' ? null : parsed(content);
  const sent = message.safeParse(json);
  if (sent.success) {
    const { language, subject, text } = sent.data;
    return { language, subject, text, addressee: null };
  }
  const posted = letter.safeParse(json);
  if (posted.success) {
    const { language, title, paragraphs, addressee } = posted.data;
    return { language, subject: title, text: paragraphs.join('\n'), addressee };
  }
  return { language: null, subject: null, text: content, addressee: null };
}

/** As a whole, before it is cut into paragraphs: what must not be seen may have several lines. */
const masked = ({ subject, text, ...rest }: Written, mask: (text: string) => string): Written => ({
  ...rest,
  subject: subject && mask(subject),
  text: mask(text),
});

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function sentTo(
  { contactPointId: id }: EventOf<'ContactReserved' | 'LetterIssued' | 'ContactPointBarred' | 'ThirdPartyConsented'>,
  written: Written | null,
  { points, sight, debtor }: Context,
): string {
  const kind = points.find((point) => point.id === id)?.kind ?? 'contact point';
  const address = sight.contacts === 'clear' ? written?.addressee?.join(', ') : undefined;
  const value = address ?? debtor.pointOf(id);
  return value ? `${kind} ${value} (${id})` : `${kind} ${id}`;
}

const VERDICTS: Readonly<Record<TextState, string>> = {
  matches: 'The text kept is the one that the journal names: its hash was made anew and is the same.',
  differs: 'The text kept is NOT the one that the journal names: its hash is another.',
  notOpened: 'The hash beside the sealed text is the one that the journal names; the text was not opened.',
  erased: 'Erased: the debtor’s key was destroyed, and nobody can read this text any more.',
  missing: 'The journal names a text that is NOT kept.',
  damaged: 'What is kept does NOT open: it was altered, cut or exchanged.',
};

function verdictOf(state: TextState, isHidden: boolean): string {
  const isWithheld = isHidden && state === 'matches';
  return isWithheld ? `Withheld from this role. ${VERDICTS[state]}` : VERDICTS[state];
}

/** States in which the page cannot vouch for what it shows. */
export const isAlarming = (state: TextState): boolean =>
  state === 'differs' || state === 'missing' || state === 'damaged';

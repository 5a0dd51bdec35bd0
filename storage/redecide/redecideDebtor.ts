import { redecideTurn, type Difference, type RecordedTurn } from '../../domain/redecide/redecideTurn';
import { instant } from '../../domain/time';
import type { Answer, Policies, Recorded } from '../../domain/turn';
import { SeenContacts } from '../adoption/seenContacts';
import { decodeEvent } from '../eventCodec';
import { messageOf } from '../messageOf';
import { tell, type Told, type ToldOn } from '../projections/tell';
import type { DebtorRecord, HeardMessage, TakenTurn } from './debtorRecord';
import { packsOf } from './packsOf';

/** One account's decisions, taken once more. */
export type Redecided = Readonly<{
  accountId: string;
  turns: number;
  differences: readonly Difference[];
  /** Rows that came before turns were kept: nobody knows what was heard when. */
  before: number;
  /** Versions that no turn has written, though turns were kept by then. */
  unexplained: readonly number[];
}>;

const UNTOLD: Told = { account: null, version: 0, openedMinor: 0n };

/**
 * Lives a debtor's past again, all accounts together, and takes each turn once more that `isAsked` for. Throws where the record
 * cannot be read: a row that no longer is an event, a pack that is gone or altered.
 */
export function redecideDebtor(record: DebtorRecord, isAsked: (turn: TakenTurn) => boolean): readonly Redecided[] {
  const policies = packsOf(record.packs);
  const messages = new Map(record.messages.map((message) => [message.id, message]));
  const seen = new SeenContacts();
  const lives = new Map(record.accounts.map((id) => [id, new Life(id, record, { policies, messages, isAsked })]));
  for (const { accountId } of record.rows) {
    const changes = lives.get(accountId)?.tellNext(seen);
    if (changes) seen.tell(accountId, changes);
  }
  return [...lives.values()].map((life) => life.end(seen));
}

type Given = Readonly<{
  policies: Policies;
  messages: ReadonlyMap<string, HeardMessage>;
  isAsked: (turn: TakenTurn) => boolean;
}>;

/** One account on its way through its journal. */
class Life {
  #told = UNTOLD;
  /** How far the turns that were taken so far have written. */
  #writtenTo = 0;
  readonly #turns: TakenTurn[];
  readonly #firstKept: number;
  readonly #events: Recorded[] = [];
  readonly #found = { turns: 0, differences: [] as Difference[], before: 0, unexplained: [] as number[] };

  constructor(
    readonly id: string,
    { rows, turns }: DebtorRecord,
    readonly given: Given,
  ) {
    this.#turns = turns.filter(({ accountId }) => accountId === id);
    this.#firstKept = this.#turns[0]?.fromVersion ?? Infinity;
    for (const { accountId, body, cause } of rows)
      if (accountId === id) this.#events.push({ event: decodeEvent(body), cause });
  }

  /** Before its next row: takes the turns that came to this version, then goes on to the account after the row. */
  tellNext(seen: SeenContacts): ToldOn['changes'] {
    const { version } = this.#told;
    while (this.#turns[0]?.fromVersion === version) this.#take(this.#turns.shift()!, seen);
    if (version < this.#firstKept) this.#found.before += 1;
    else if (version >= this.#writtenTo) this.#found.unexplained.push(version + 1);
    const after = tell(this.#told, this.#events[version]!.event);
    this.#told = after;
    return after.changes;
  }

  /** The last turns may have heard without writing; one that says it wrote more than is there is a difference. */
  end(seen: SeenContacts): Redecided {
    for (const turn of this.#turns.splice(0)) this.#take(turn, seen);
    return { accountId: this.id, ...this.#found };
  }

  #take(turn: TakenTurn, seen: SeenContacts): void {
    this.#writtenTo = Math.max(this.#writtenTo, turn.toVersion);
    if (!this.given.isAsked(turn)) return;
    this.#found.turns += 1;
    const difference = redecideTurn(this.#recorded(turn, seen), this.given.policies);
    if (difference) this.#found.differences.push(difference);
  }

  #recorded(turn: TakenTurn, seen: SeenContacts): RecordedTurn {
    const at = instant(turn.at);
    const heard = turn.heard.map((id) => this.#message(id));
    const answers: Answer[] = heard
      .filter(({ isCommand }) => isCommand)
      .map(({ id, refused }) => ({ to: id, refused: refused as Answer['refused'] }));
    const { account, version } = this.#told;
    const wrote = this.#events.slice(turn.fromVersion, turn.toVersion);
    return { account, version, at, heard: heard.map(messageOf), answers, wrote, next: turn.next, seen: seen.at(at) };
  }

  #message(id: string): HeardMessage {
    const message = this.given.messages.get(id);
    if (!message) throw new Error(`Message ${id}, which account ${this.id} has heard, is not in the inbox any more`);
    return message;
  }
}

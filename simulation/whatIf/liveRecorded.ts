import type { AccountId, PolicyHash } from '../../domain/brand';
import { liveDebtor, type Lived } from '../../domain/simulate/liveDebtor';
import type { Known, Outside } from '../../domain/simulate/outside';
import type { Instant } from '../../domain/time';
import type { Policies } from '../../domain/turn';
import { nameOfAction, nameOfEvent, type Lateness } from './lateness';
import type { AccountRecord, Row } from './readRecord';
import { RecordedAccount } from './recordedAccount';

/** A command that was refused in a life, and why. */
export type Refused = Readonly<{ messageId: string; type: string; refused: string; at: Instant }>;
/** What one account did in a life. */
export type AccountLived = Readonly<{ lived: Lived; rows: readonly Row[]; refused: readonly Refused[] }>;

type ToLive = Readonly<{
  records: readonly AccountRecord[];
  policies: Policies;
  until: Instant;
  /** The other pack for an account, or null where it keeps its own. */
  insteadFor: (accountId: AccountId) => PolicyHash | null;
}>;

/**
 * Lives the accounts of a debtor in their recorded world. The first time, under the recorded packs, everything is begun when the
 * journal says, and how late that was is kept; the second time what falls due is begun as late as it was.
 */
export function liveRecorded(toLive: ToLive, lateness: Lateness, isFirst: boolean): Map<AccountId, AccountLived> {
  const { records, until, insteadFor } = toLive;
  const worlds = new Map(
    records.map((record) => [record.accountId, new RecordedAccount(record, until, insteadFor(record.accountId))]),
  );
  const rows = new Map<AccountId, Row[]>(records.map(({ accountId }) => [accountId, []]));
  const refused = new Map<AccountId, Refused[]>(records.map(({ accountId }) => [accountId, []]));
  const turns = new Map<string, number>();
  const of = ({ account }: Known): RecordedAccount => worlds.get(account.id)!;
  const outside: Outside = {
    contact: (attempt, known) => of(known).contact(attempt, known),
    print: (letter, known) => of(known).print(letter, known),
    refer: (referralId, known) => of(known).refer(referralId, known),
    tellsOfTries: (attempt, known) => of(known).tellsOfTries(attempt),
    textSha256: (go, known) => of(known).textSha256(go),
    registerNumber: (go, known) => of(known).registerNumber(go, known),
    findings: (textId, _, known) => of(known).findings(textId),
    beginsAt: (action, dueAt, known) => {
      const nth = turns.get(`${known.account.id} ${nameOfAction(action, known)}`) ?? 0;
      const due = { known, action, dueAt, nth };
      return isFirst ? lateness.learn(due, of(known).record) : lateness.apply(due);
    },
  };
  const lives = liveDebtor(
    {
      accounts: records.map(({ accountId }) => ({ accountId, arrivals: worlds.get(accountId)!.arrivals() })),
      policies: toLive.policies,
      outside,
      until,
    },
    {
      onEvent: (told, speak) => {
        rows.get(told.accountId)!.push({ version: told.version, event: told.event, cause: told.cause });
        if (told.cause === 'clock') {
          const name = `${told.accountId} ${nameOfEvent(told.event, told)}`;
          turns.set(name, (turns.get(name) ?? 0) + 1);
        }
        worlds.get(told.accountId)!.hear(told, speak);
      },
      onAnswer: (accountId, answer, at) => {
        if (answer.refused === null) return;
        const type = typeOf(worlds.get(accountId)!.record, answer.to);
        refused.get(accountId)!.push({ messageId: answer.to, type, refused: answer.refused, at });
      },
    },
  );
  return new Map(
    lives.map((lived) => [
      lived.accountId,
      { lived, rows: rows.get(lived.accountId)!, refused: refused.get(lived.accountId)! },
    ]),
  );
}

function typeOf({ heard }: AccountRecord, messageId: string): string {
  const found = heard.find(({ message }) => message.id === messageId)?.message;
  return found && 'command' in found ? found.command.type : 'command';
}

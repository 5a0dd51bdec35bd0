import type { Account } from '../../domain/account';
import { openAccount } from '../../domain/openAccount';
import type { PolicyHash } from '../../domain/brand';
import type { AccountEvent } from '../../domain/events';
import { evolve } from '../../domain/evolve';
import { totalOf } from '../../domain/money';
import type { Policy } from '../../domain/policy';
import type { TimeZone } from '../../domain/time';
import type { Policies } from '../../domain/turn';
import type { StoredEvent } from '../../storage/accountJournals';
import { sentenceOf } from '../reading/eventSentences';
import { localMoment } from '../reading/localTime';
import { causeLine, type Cause } from '../reading/why/cause';
import { decisionIn } from '../reading/why/decisions';
import { templateOf, wordsFound } from '../reading/why/explain';
import { proofLines, ruleLines, templateText } from '../reading/why/explanationText';
import { RULES } from '../reading/why/rules';
import type { Words } from '../reading/words';
import type { Line } from '../terminal/labelled';
import { BADGES, LOOKS } from './looks';
import type { Entry } from './model';
import type { Papers } from './papers';
import { isUndone, undoneIn } from './undone';

/** All that the entries are told from: the journal, the packs that were followed, causes and texts. */
export type Told = Readonly<{
  rows: readonly StoredEvent[];
  events: readonly AccountEvent[];
  timeZone: TimeZone;
  policies: Policies;
  causeOf: (cause: string) => Cause;
  papers: Papers;
  words: Words;
}>;
/** An event with the account as it was right after it. */
export type Lived = Readonly<{ entry: Entry; account: Account }>;

export function entriesOf(told: Told): readonly Lived[] {
  let account: Account | null = null;
  const undone = undoneIn(told.events);
  return told.events.map((event, i) => {
    account = account ? evolve(account, event) : openAccount(event as Extract<AccountEvent, { type: 'AccountOpened' }>);
    return { account, entry: entryOf(event, told.rows[i]!, account, told, isUndone(event, undone)) };
  });
}

function entryOf(event: AccountEvent, row: StoredEvent, account: Account, told: Told, isUnsent: boolean): Entry {
  const policy = told.policies(row.policy_hash as PolicyHash);
  const { decided, rules } = decisionIn(event);
  const cause = told.causeOf(row.cause);
  const about = {
    decided: isUnsent ? decided && UNSENT : decided,
    rules: rules.map((rule) => ({ id: rule, words: RULES[rule], source: policy.sources[rule] ?? null })),
    proof: 'proof' in event ? event.proof : null,
    template: templateOf(event, policy),
    forbiddenWords: 'findings' in event ? wordsFound(event.findings, policy) : [],
    policy: { id: policy.id, version: policy.version, hash: row.policy_hash as PolicyHash },
    cause,
  };
  return {
    ...about,
    version: row.version,
    type: event.type,
    at: event.at,
    clock: localMoment(event.at, told.timeZone).slice(11),
    look: isUnsent ? 'unsent' : LOOKS[event.type],
    says: sentenceOf(event, told.words),
    who: whoIn(event, cause),
    why: whyLines(event, row, about, policy, told.words),
    paper: told.papers.get(row.version) ?? null,
    balanceMinor: totalOf(account.balance),
    build: row.build,
    hash: row.hash,
  };
}

const UNSENT = BADGES.unsent;

/** Who answers for it: the person that the event names, else where it came from, else the service itself. */
function whoIn(event: AccountEvent, cause: Cause): string {
  if ('by' in event && event.by !== null) return event.by;
  if (cause.kind === 'message') return cause.source;
  if (cause.kind === 'attempt') return 'the provider';
  return cause.kind === 'referral' ? 'the law firm' : 'the service';
}

type About = Pick<Entry, 'decided' | 'rules' | 'proof' | 'template' | 'forbiddenWords' | 'cause'>;

const whyLines = (
  event: AccountEvent,
  { policy_hash: hash, version, build, hash: link }: StoredEvent,
  about: About,
  policy: Policy,
  words: Words,
): readonly Line[] => [
  ['decided', about.decided ?? 'nothing: it records what happened'],
  ...ruleLines(about),
  ...proofLines(about),
  ['template', about.template ? templateText(about.template) : undefined],
  ...deliveryLines(event),
  ['policy', `${policy.id} ${policy.version}\n${hash}`],
  ['cause', causeLine(about.cause, words)],
  ['moment', new Date(event.at).toISOString()],
  ['journal', `version ${version}, ${event.type}, by build ${build}\n${link}`],
];

/** What others have of it: the provider's name for it, the hash of the paper, of the packet. */
function deliveryLines(event: AccountEvent): readonly Line[] {
  if (event.type === 'ContactSent') return [['provider', event.providerRef]];
  if (event.type === 'LetterPrinted') return [['printed as', `${event.providerRef}\nPDF ${event.sha256}`]];
  return event.type === 'ReferredToLegal' ? [['packet', `manifest ${event.manifestSha256}`]] : [];
}

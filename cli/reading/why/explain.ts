import type { PolicyHash } from '../../../domain/brand';
import type { AccountEvent, Proof } from '../../../domain/events';
import type { Approval, Policy } from '../../../domain/policy';
import { forbiddenWords } from '../../../domain/rules/conduct';
import type { RuleId } from '../../../domain/rules/ruleId';
import type { Instant, TimeZone } from '../../../domain/time';
import { replay } from '../../../domain/turn';
import type { StoredEvent } from '../../../storage/accountJournals';
import { sentenceOf } from '../eventSentences';
import type { Words } from '../words';
import type { Cause } from './cause';
import type { Chain } from './chain';
import { decisionIn } from './decisions';
import { inForceAt, type InForce } from '../inForce';
import { RULES } from './rules';

/** The template that a contact used, and who answers for it [TEMPLATE]. */
export type UsedTemplate = Readonly<{
  name: string;
  version: number;
  approval: Approval | null;
  textSha256: string | null;
}>;

/** Everything that can be said about one event. Nothing personal is in it. */
export type Explanation = Readonly<{
  accountId: string;
  version: number;
  versions: number;
  type: AccountEvent['type'];
  at: Instant;
  timeZone: TimeZone;
  says: string;
  decided: string | null;
  rules: readonly Readonly<{ id: RuleId; words: string; source: string | null }>[];
  proof: Proof | null;
  template: UsedTemplate | null;
  /** The pack's own words that were found in what a collector wrote [CONDUCT]. */
  forbiddenWords: readonly string[];
  policy: Readonly<{
    id: string;
    version: string;
    hash: PolicyHash;
    valid: Policy['valid'];
    approvals: readonly Approval[];
  }>;
  inForce: InForce | null;
  cause: Cause;
  build: string;
  hash: string;
  chain: Chain;
  later: readonly Readonly<{ version: number; at: Instant; type: string; says: string }>[];
}>;

/** What is told about an event besides the event: its row, the whole journal, and the pack that was followed. */
export type Context = Readonly<{
  accountId: string;
  timeZone: TimeZone;
  events: readonly AccountEvent[];
  row: StoredEvent;
  policy: Policy;
  cause: Cause;
  chain: Chain;
  words: Words;
}>;

export function explain(context: Context): Explanation {
  const { accountId, timeZone, events, row, policy, cause, chain, words } = context;
  const event = events[row.version - 1]!;
  const { decided, rules } = decisionIn(event);
  const { id, version, valid, approvals } = policy;
  return {
    accountId,
    version: row.version,
    versions: events.length,
    type: event.type,
    at: event.at,
    timeZone,
    says: sentenceOf(event, words),
    decided,
    rules: rules.map((rule) => ({ id: rule, words: RULES[rule], source: policy.sources[rule] ?? null })),
    proof: 'proof' in event ? event.proof : null,
    template: templateOf(event, policy),
    forbiddenWords: 'findings' in event ? wordsFound(event.findings, policy) : [],
    policy: { id, version, hash: row.policy_hash as PolicyHash, valid, approvals },
    inForce: row.version === 1 ? null : inForceAt(replay(events.slice(0, row.version - 1)), event.at),
    cause,
    build: row.build,
    hash: row.hash,
    chain,
    later: laterOf(event, events, row.version, words),
  };
}

export function templateOf(event: AccountEvent, policy: Policy): UsedTemplate | null {
  if (!('templateVersion' in event)) return null;
  const { template: name, templateVersion: version, textSha256 } = event;
  return { name, version, approval: policy.templates[name]?.approval ?? null, textSha256 };
}

/** The pack's own words that were found in what a collector wrote [CONDUCT]. */
export function wordsFound(findings: readonly number[], { freeText }: Policy): readonly string[] {
  const words = forbiddenWords(freeText.forbidden);
  return findings.map((number) => words[number] ?? `no. ${number}`);
}

/** What became of the same contact afterwards. */
function laterOf(event: AccountEvent, events: readonly AccountEvent[], version: number, words: Words) {
  const contact = contactIn(event);
  if (contact === undefined) return [];
  return events.flatMap((later, i) =>
    i >= version && contactIn(later) === contact
      ? [{ version: i + 1, at: later.at, type: later.type, says: sentenceOf(later, words) }]
      : [],
  );
}

function contactIn(event: AccountEvent): string | undefined {
  if ('registerNumber' in event) return event.registerNumber;
  return 'attemptId' in event ? (event.attemptId ?? undefined) : undefined;
}

import type { MessageRecord, MessageRecords, ProviderRecords } from '../../../activities/ports';
import { ProviderUnavailable } from '../../../activities/ports';
import type { Finding } from '../../finding';
import type { Attempt, Dealings } from './dealings';
import { broken, notChecked } from './finding';
import { renderedIn, type Kept } from './kept';

const CHANNELS = ['sms', 'email', 'call'] as const;
type Channel = (typeof CHANNELS)[number];
/** A message that a provider has under no reference of ours, and that none of this account's contacts explains. */
export type Unexplained = Readonly<{ accountId: string; channel: Channel; record: MessageRecord }>;
export type MessagesFound = Readonly<{
  findings: readonly Finding[];
  unexplained: readonly Unexplained[];
  /** References, as providers gave them, of the messages that are this account's. */
  explained: readonly string[];
}>;

/** Each contact that was sent has one record, each record had a contact, both ways and on every channel. */
export async function messagesOf(own: Dealings, kept: Kept, records: ProviderRecords): Promise<MessagesFound> {
  const findings: Finding[] = [];
  const unexplained: Unexplained[] = [];
  const explained: string[] = [];
  const unasked: Channel[] = [];
  for (const channel of CHANNELS) {
    const attempts = [...own.attempts.values()].filter((one) => one.channel === channel);
    const sources = records.messages[channel];
    if (attempts.some((one) => !canBeAsked(one, sources, records, kept))) unasked.push(channel);
    for (const source of sources) {
      const found = await find(source, own.accountId, attempts, kept);
      if (typeof found === 'string') {
        findings.push(didNotAnswer(own.accountId, channel, found));
        continue;
      }
      const held = hold(own, { channel, attempts, source, found, kept });
      findings.push(...held.findings);
      unexplained.push(...held.unexplained);
      explained.push(...held.explained);
    }
  }
  if (unasked.length > 0) findings.push(cannotBeAsked(own.accountId, unasked));
  return { findings, unexplained, explained };
}

/** What was sent has to be asked of whoever took it; of all else each provider might have something to say. */
function canBeAsked(
  attempt: Attempt,
  sources: readonly MessageRecords[],
  { cannotBeAsked }: ProviderRecords,
  kept: Kept,
): boolean {
  const { channel, sent } = attempt;
  if (sent) return sources.some((source) => source.gave(sent.providerRef) && isKnownTo(source, attempt, kept));
  return !cannotBeAsked.includes(channel) && sources.every((source) => isKnownTo(source, attempt, kept));
}

/** The address of somebody who was erased is gone, and who knows messages by addresses alone cannot be asked about them. */
const isKnownTo = ({ asks }: MessageRecords, { contactPointId }: Attempt, { addresses }: Kept): boolean =>
  asks === 'references' || addresses.has(contactPointId);

async function find(
  source: MessageRecords,
  accountId: string,
  attempts: readonly Attempt[],
  { addresses }: Kept,
): Promise<readonly MessageRecord[] | string> {
  const to = new Set(attempts.flatMap(({ contactPointId }) => addresses.get(contactPointId) ?? []));
  try {
    return await source.find({ accountId, references: attempts.map(({ id }) => id), addresses: [...to] });
  } catch (error) {
    if (error instanceof ProviderUnavailable) return error.code;
    throw error;
  }
}

type Held = Readonly<{
  channel: Channel;
  attempts: readonly Attempt[];
  source: MessageRecords;
  found: readonly MessageRecord[];
  kept: Kept;
}>;

function hold(own: Dealings, held: Held): MessagesFound {
  const { channel, attempts, found } = held;
  const findings: Finding[] = [];
  const left = new Set(found);
  for (const attempt of attempts) {
    const records = found.filter((record) => isOf(record, attempt));
    for (const record of records) left.delete(record);
    findings.push(...judge(own.accountId, attempt, records, held));
  }
  const [named, unnamed] = [[...left].filter(isNamed), [...left].filter((record) => !isNamed(record))];
  findings.push(...named.map((record) => withoutDecision(own.accountId, channel, record.reference!)));
  return {
    findings,
    unexplained: unnamed.map((record) => ({ accountId: own.accountId, channel, record })),
    explained: found.filter((record) => !left.has(record)).map(({ providerRef }) => providerRef),
  };
}

const isNamed = ({ reference }: MessageRecord): boolean => reference !== null;
const isOf = ({ reference, providerRef }: MessageRecord, { id, sent }: Attempt): boolean =>
  reference === null ? providerRef === sent?.providerRef : reference === id;

function judge(
  accountId: string,
  attempt: Attempt,
  records: readonly MessageRecord[],
  { channel, source, kept }: Held,
): readonly Finding[] {
  const { id, version, standing, sent } = attempt;
  const [record, ...more] = records;
  if (sent && !record && source.gave(sent.providerRef) && isKnownTo(source, attempt, kept)) {
    const says = `${id} was sent on ${channel}, says the journal, and its provider has no such message`;
    return [broken(accountId, 'contactWithoutRecord', says, sent.version)];
  }
  if (!record) return [];
  if (more.length > 0) return [broken(accountId, 'recordIsDouble', `${id} is at its provider more than once`, version)];
  if (standing === 'unsent') {
    const says = `${id} was surely not sent, says the journal, and its provider on ${channel} has it`;
    return [broken(accountId, 'recordOfUnsent', says, version)];
  }
  const fields = differencesIn(record, attempt, kept);
  if (sent && sent.providerRef !== record.providerRef) fields.push('providerRef');
  if (fields.length === 0) return [];
  return [
    broken(accountId, 'recordDiffers', `What the provider has of ${id} differs in ${fields.join(', ')}`, version),
  ];
}

/** What our own side does not know any more is not held against anybody here: that is said of the text itself. */
export function differencesIn(
  record: MessageRecord,
  { id, contactPointId }: Attempt,
  { texts, addresses }: Kept,
): string[] {
  const meant = renderedIn(texts.get(id));
  const to = addresses.get(contactPointId);
  return [
    ...(to !== undefined && record.to !== to ? ['address'] : []),
    ...(meant && record.text !== meant.text ? ['text'] : []),
    ...(meant && record.subject !== null && record.subject !== meant.subject ? ['subject'] : []),
  ];
}

export const withoutDecision = (accountId: string, channel: Channel, name: string): Finding =>
  broken(accountId, 'recordWithoutDecision', `The provider on ${channel} has ${name}, which no decision stands for`);

const cannotBeAsked = (accountId: string, channels: readonly Channel[]): Finding =>
  notChecked(accountId, 'providerCannotBeAsked', `Nobody can ask the provider what it has: ${channels.join(', ')}`);

const didNotAnswer = (accountId: string, channel: Channel, code: string): Finding =>
  notChecked(accountId, 'providerDidNotAnswer', `The provider on ${channel} did not say what it has: ${code}`);

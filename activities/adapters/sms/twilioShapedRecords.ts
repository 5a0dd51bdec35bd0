import { z } from 'zod';
import { ProviderUnavailable, type MessageRecord, type MessageRecords } from '../../ports';
import { exchange, readJson } from '../exchange';
import { credentials, messagesUrl, type TwilioShapedSettings } from './twilioShapedGateway';

const listed = z.object({
  messages: z.array(z.object({ sid: z.string().min(1), to: z.string(), body: z.string() })),
  next_page_uri: z.string().nullish(),
});

/**
 * What a gateway lists of our messages to a number. It knows no reference of ours, so a message is known by its sid. A number with
 * more messages than one page holds is not told by halves.
 */
export function twilioShapedRecords(settings: TwilioShapedSettings, timeoutMs: number): MessageRecords {
  return {
    asks: 'addresses',
    gave: (providerRef) => /^[A-Za-z0-9]{8,64}$/.test(providerRef),
    named: () => [],
    async find({ addresses }) {
      const records: MessageRecord[] = [];
      for (const to of new Set(addresses)) records.push(...(await listTo(settings, to, timeoutMs)));
      return records;
    },
  };
}

async function listTo(
  settings: TwilioShapedSettings,
  to: string,
  timeoutMs: number,
): Promise<readonly MessageRecord[]> {
  const { sender } = settings;
  const query = new URLSearchParams({ To: to, ...('from' in sender ? { From: sender.from } : {}), PageSize: '1000' });
  const url = `${messagesUrl(settings)}?${query.toString()}`;
  const ending = await exchange({ method: 'GET', url, headers: credentials(settings), timeoutMs });
  if (!ending.answered) throw new ProviderUnavailable(ending.code);
  if (ending.status !== 200) throw new ProviderUnavailable(`http-${ending.status}`);
  const list = listed.safeParse(readJson(ending.body));
  if (!list.success) throw new ProviderUnavailable('answerUnreadable');
  if (list.data.next_page_uri) throw new ProviderUnavailable('tooManyMessages');
  return list.data.messages
    .filter((message) => message.to === to)
    .map(({ sid, body: text }) => ({ reference: null, providerRef: sid, to, subject: null, text }));
}

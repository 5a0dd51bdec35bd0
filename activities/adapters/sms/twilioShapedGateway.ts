import { z } from 'zod';
import type { SendOutcome } from '../../../domain/contactEvents';
import type { LookUp, Messenger, OutgoingMessage } from '../../ports';
import { exchange, readJson, retryAfterMs, type Exchange } from '../exchange';
import { providerUrl } from '../providerUrl';

export const twilioShapedSettings = z.strictObject({
  baseUrl: providerUrl.default('https://api.twilio.com'),
  accountSid: z.string().min(1),
  authToken: z.string().min(1),
  /** A number of ours, or a messaging service that chooses one. */
  sender: z.union([
    z.strictObject({ from: z.string().min(1) }),
    z.strictObject({ messagingServiceSid: z.string().min(1) }),
  ]),
  /** Where the gateway reaches our API; delivery reports go to `/webhooks/sms` below it. */
  publicUrl: providerUrl,
  /** True only for a gateway that guarantees that its list shows a message as soon as it has accepted it. */
  lookUpIsAuthoritative: z.boolean().default(false),
});

export type TwilioShapedSettings = z.output<typeof twilioShapedSettings>;

const accepted = z.object({ sid: z.string().min(1) });
const refused = z.object({ code: z.number().int() });

/** Refusals that are about our account or sender and not about this message: they pass once it is put right. */
const ourOwnTrouble: ReadonlySet<number> = new Set([21212, 21603, 21606, 21611, 21659, 21660, 21703]);

/** Sends SMS over a gateway that speaks Twilio's Messages API. It knows no idempotency key and no reference of ours. */
export function twilioShapedGateway(settings: TwilioShapedSettings): Messenger {
  return {
    send: (message) => send(settings, message),
    lookUp: (message, sentAfter, others) => lookUp(settings, message, sentAfter, others),
    resendsSafely: settings.lookUpIsAuthoritative,
  };
}

/** The address the gateway reports deliveries to; it alone carries our reference, so it is also what a report is signed over. */
export function statusCallbackUrl(publicUrl: string, reference: string): string {
  return `${publicUrl}/webhooks/sms?reference=${encodeURIComponent(reference)}`;
}

async function send(settings: TwilioShapedSettings, message: OutgoingMessage): Promise<SendOutcome> {
  const { sender } = settings;
  const form = new URLSearchParams({
    To: message.to,
    ...('from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingServiceSid }),
    Body: message.text,
    StatusCallback: statusCallbackUrl(settings.publicUrl, message.reference),
  });
  const ending = await exchange({
    method: 'POST',
    url: messagesUrl(settings),
    headers: { ...credentials(settings), 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: form.toString(),
    timeoutMs: message.timeoutMs,
  });
  return outcomeOf(ending);
}

function outcomeOf(ending: Exchange): SendOutcome {
  if (!ending.answered) return { outcome: ending.mayHaveArrived ? 'unknown' : 'unavailable', code: ending.code };
  const { status, body, headers } = ending;
  const code = `http-${status}`;
  if (status >= 200 && status < 300) {
    const answer = accepted.safeParse(readJson(body));
    return answer.success
      ? { outcome: 'accepted', providerRef: answer.data.sid }
      : { outcome: 'unknown', code: 'answerUnreadable' };
  }
  if (status === 400) return refusalOf(body);
  if (status === 429) {
    const delayMs = retryAfterMs(headers['retry-after']);
    return { outcome: 'unavailable', code, ...(delayMs === undefined ? {} : { retryAfterMs: delayMs }) };
  }
  // A server that failed, or gave up waiting, may have taken the message before it did.
  if (status >= 500 || status === 408) return { outcome: 'unknown', code };
  // What is left says that our credentials or address are wrong: nothing was sent.
  return { outcome: 'unavailable', code };
}

function refusalOf(body: string): SendOutcome {
  const refusal = refused.safeParse(readJson(body));
  if (!refusal.success) return { outcome: 'rejected', code: 'http-400' };
  const code = `twilio-${refusal.data.code}`;
  return ourOwnTrouble.has(refusal.data.code) ? { outcome: 'unavailable', code } : { outcome: 'rejected', code };
}

const listed = z.object({
  messages: z.array(z.object({ sid: z.string().min(1), to: z.string(), body: z.string(), date_created: z.string() })),
  next_page_uri: z.string().nullish(),
});

/** Their clock may be a little behind ours; taking an older twin for this one errs on the side of silence. */
const clocksDifferByMs = 60_000;

async function lookUp(
  settings: TwilioShapedSettings,
  message: OutgoingMessage,
  sentAfter: Date,
  others: readonly string[],
): Promise<LookUp> {
  const since = new Date(sentAfter.getTime() - clocksDifferByMs);
  // The list filters by whole UTC days only; the moment is compared below.
  const query = new URLSearchParams({
    To: message.to,
    'DateSent>': since.toISOString().slice(0, 10),
    PageSize: '1000',
  });
  const ending = await exchange({
    method: 'GET',
    url: `${messagesUrl(settings)}?${query.toString()}`,
    headers: credentials(settings),
    timeoutMs: message.timeoutMs,
  });
  if (!ending.answered || ending.status !== 200) return { found: 'cannotTell' };
  const list = listed.safeParse(readJson(ending.body));
  if (!list.success) return { found: 'cannotTell' };
  const match = list.data.messages.find(
    ({ sid, to, body, date_created: createdAt }) =>
      to === message.to && body === message.text && Date.parse(createdAt) >= since.getTime() && !others.includes(sid),
  );
  if (match) return { found: 'accepted', providerRef: match.sid };
  return { found: list.data.next_page_uri ? 'cannotTell' : 'nothing' };
}

export function messagesUrl({ baseUrl, accountSid }: TwilioShapedSettings): string {
  return `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
}

export function credentials({ accountSid, authToken }: TwilioShapedSettings): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
}

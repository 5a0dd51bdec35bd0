import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a delivery report says about one attempt. `sent`: handed to the network; `undelivered` and `failed` are final. */
export type TwilioStatus = Readonly<{
  reference: string;
  providerRef: string;
  status: 'sent' | 'delivered' | 'failed' | 'undelivered';
  code?: string;
}>;

export type SignedReport = Readonly<{
  authToken: string;
  /** The whole address that was called, as the gateway knows it: rebuild it with `statusCallbackUrl`. */
  url: string;
  form: URLSearchParams;
  /** The header `X-Twilio-Signature`. */
  signature: string;
}>;

/** Whether the report was signed with our token: HMAC-SHA1 over the address and the sorted form. */
export function verifyTwilioSignature({ authToken, url, form, signature }: SignedReport): boolean {
  const names = [...new Set(form.keys())].sort();
  const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  const expected = createHmac('sha1', authToken)
    .update(url + fields.join(''), 'utf8')
    .digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const report = z.object({
  reference: z.string().min(1).max(200),
  MessageSid: z.string().min(1).max(64),
  MessageStatus: z.string().min(1).max(64),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});

const told = z.enum(['sent', 'delivered', 'failed', 'undelivered']);

/**
 * Reads a delivery report whose signature has been verified.
 * @param url the whole address that was called; our reference is in its query
 * @returns the report; `ignored` for the states on the way (queued, sending …) and for ones we do not know; or `malformed`
 */
export function readTwilioStatus(url: string, form: URLSearchParams): TwilioStatus | 'ignored' | 'malformed' {
  const reference = new URL(url).searchParams.get('reference');
  const fields = report.safeParse({ ...Object.fromEntries(form), reference });
  if (!fields.success) return 'malformed';
  const { MessageSid: providerRef, MessageStatus, ErrorCode } = fields.data;
  const status = told.safeParse(MessageStatus);
  if (!status.success) return 'ignored';
  const code = ErrorCode === undefined ? {} : { code: `twilio-${ErrorCode}` };
  return { reference: fields.data.reference, providerRef, status: status.data, ...code };
}

import { createHmac } from 'node:crypto';
import { publicUrl, smsAuthToken } from './apiProcess';
import { answered, newId, type Answered } from './client';

/** A debtor writes an SMS, and the gateway passes it on, signed as Twilio documents it: the address, then each field by name. */
export async function replySms(
  apiUrl: string,
  from: string,
  text: string,
  changes: Record<string, string> = {},
  token = smsAuthToken,
): Promise<Answered> {
  const form: Record<string, string> = { MessageSid: newId(), From: from, To: '+886200', Body: text, ...changes };
  const fields = Object.keys(form)
    .sort()
    .map((name) => name + form[name]);
  const signature = createHmac('sha1', token)
    .update(`${publicUrl}/webhooks/sms-replies${fields.join('')}`)
    .digest('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  const body = new URLSearchParams(form).toString();
  return answered(await fetch(`${apiUrl}/webhooks/sms-replies`, { method: 'POST', headers, body }));
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { verifyTwilioSignature } from '../../../activities/adapters/sms/twilioStatus';
import type { Parts } from '../../parts';
import { Problem } from '../../problem';

export const FORM = 'application/x-www-form-urlencoded';

/** Lets the routes of a scope take forms, and keeps each as it came: it is signed over its fields. */
export function takeForms(scope: FastifyInstance): void {
  scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: 65_536 }, (request, text, done) => {
    request.rawBody = text.toString();
    done(null, Object.fromEntries(new URLSearchParams(request.rawBody)));
  });
}

/** Throws unless an SMS gateway that speaks as Twilio does has signed the form over this address. */
export function verifyForm({ smsAuthToken: authToken }: Parts, request: FastifyRequest, url: string): void {
  if (authToken === undefined) throw new Problem(503, 'webhookIsNotSetUp', 'SMS_AUTH_TOKEN is not set.');
  const signature = String(request.headers['x-twilio-signature'] ?? '');
  const form = new URLSearchParams(request.rawBody);
  if (verifyTwilioSignature({ authToken, url, form, signature })) return;
  throw new Problem(401, 'signatureIsWrong', 'The signature is not ours.');
}

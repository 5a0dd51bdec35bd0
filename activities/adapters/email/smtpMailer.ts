import { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import type { SendOutcome } from '../../../domain/contactEvents';
import type { Messenger, OutgoingMessage } from '../../ports';
import { isLoopback } from '../providerUrl';

export const smtpMailerSettings = z.strictObject({
  /** `smtps://user:password@host:465`, or `smtp://host:587` with STARTTLS, which only a server on this machine may lack. */
  url: z.url({ protocol: /^smtps?$/ }),
  from: z.strictObject({ name: z.string(), address: z.email() }),
});

export type SmtpMailerSettings = z.output<typeof smtpMailerSettings>;

/** Sends e-mail over SMTP. No SMTP server can be asked later whether it took a message, so a lost answer stays unknown. */
export function smtpMailer(settings: SmtpMailerSettings): Messenger {
  return {
    send: (message) => send(settings, message),
    lookUp: () => Promise.resolve({ found: 'cannotTell' }),
    resendsSafely: false,
  };
}

async function send(settings: SmtpMailerSettings, message: OutgoingMessage): Promise<SendOutcome> {
  // A list of addresses in this field would write to third parties.
  if (!z.email().safeParse(message.to).success) return { outcome: 'rejected', code: 'addressUnusable' };
  const { timeoutMs } = message;
  const transport = createTransport({
    url: settings.url,
    requireTLS: settings.url.startsWith('smtp:') && !isLoopback(new URL(settings.url)),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let contentHasLeft = false;
  // The connection reads the message only once the server has said "354, go ahead".
  transport.use('stream', (mail, done) => {
    const open = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = () =>
      Readable.from(
        (async function* () {
          contentHasLeft = true;
          yield* open();
        })(),
      );
    done();
  });
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { messageId } = await transport.sendMail({ ...mailOf(settings, message), signal });
    return { outcome: 'accepted', providerRef: messageId };
  } catch (error) {
    return outcomeOf(error as NodemailerError, contentHasLeft);
  }
}

function mailOf(
  { from }: SmtpMailerSettings,
  { reference, to, subject, text, language }: OutgoingMessage,
): SendMailOptions {
  const name = encodeURIComponent(reference);
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    messageId: `<${name}@${from.address.split('@')[1]}>`,
    headers: {
      'X-Arrears-Reference': name,
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
    },
  };
}

/** Only numbers and error codes go out: what a server writes beside them may quote an address. */
function outcomeOf({ code, responseCode, command }: NodemailerError, contentHasLeft: boolean): SendOutcome {
  if (responseCode === undefined) {
    const word = code === 'EABORT' ? 'timeout' : (code ?? 'connectionFailed');
    return { outcome: contentHasLeft ? 'unknown' : 'unavailable', code: word };
  }
  // An answer in words is certain, also after the content: the server did not take the message.
  const isAboutThisMessage = command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA';
  const isFinal = responseCode >= 500 && responseCode !== 503 && responseCode !== 530;
  return { outcome: isAboutThisMessage && isFinal ? 'rejected' : 'unavailable', code: `smtp-${responseCode}` };
}

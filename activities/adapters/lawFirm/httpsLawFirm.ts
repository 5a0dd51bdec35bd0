import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { PacketRefused, ProviderUnavailable, type LawFirm, type LegalPacket } from '../../ports';
import { exchange, readJson, retryAfterMs, type Exchange } from '../exchange';
import { providerUrl } from '../providerUrl';
import { manifestOf, type Manifest } from './manifest';

export const httpsLawFirmSettings = z.strictObject({
  /** Where packets are posted. */
  url: providerUrl,
  /** The secret shared with the firm, as Standard Webhooks writes it: `whsec_` and base64 of 24 to 64 bytes. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and base64'),
  /** A packet may take long to upload; a later retry is harmless. */
  timeoutMs: z.number().int().min(100).max(600_000).default(60_000),
});

export type HttpsLawFirmSettings = z.output<typeof httpsLawFirmSettings>;

const acknowledged = z.object({ acknowledgement: z.string().min(1).max(200) });
const filedBefore = acknowledged.extend({ referralId: z.string() });

/** Statuses of the 4xx family that pass by themselves. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** Posts packets to a law firm, signed as Standard Webhooks; the webhook-id is the referral's id, so a retry is known as one. */
export function httpsLawFirm(settings: HttpsLawFirmSettings): LawFirm {
  const webhook = new Webhook(settings.secret);
  return {
    async deliver(packet) {
      const manifest = manifestOf(packet);
      const body = bodyOf(packet, manifest);
      const sentAt = new Date();
      const ending = await exchange({
        method: 'POST',
        url: settings.url,
        headers: {
          'content-type': 'application/json',
          'webhook-id': packet.referralId,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': webhook.sign(packet.referralId, sentAt, body),
        },
        body,
        timeoutMs: settings.timeoutMs,
      });
      return { acknowledgement: acknowledgementIn(ending, packet.referralId), manifestSha256: manifest.sha256 };
    },
  };
}

/** The manifest travels as the text that was hashed, so that nobody has to write the same JSON twice. */
function bodyOf({ referralId, files }: LegalPacket, manifest: Manifest): string {
  return JSON.stringify({
    referralId,
    manifest: manifest.text,
    manifestSha256: manifest.sha256,
    files: files.map(({ name, content }) => ({ name, contentBase64: Buffer.from(content).toString('base64') })),
  });
}

function acknowledgementIn(ending: Exchange, referralId: string): string {
  if (!ending.answered) throw new ProviderUnavailable(ending.code);
  const { status, headers, body } = ending;
  const code = `http-${status}`;
  if (status >= 200 && status < 300) {
    const answer = acknowledged.safeParse(readJson(body));
    if (answer.success) return answer.data.acknowledgement;
    throw new ProviderUnavailable('answerUnreadable');
  }
  if (status === 409) {
    const answer = filedBefore.safeParse(readJson(body));
    if (answer.success && answer.data.referralId === referralId) return answer.data.acknowledgement;
  }
  if (status >= 400 && status < 500 && !passing.has(status)) throw new PacketRefused(code);
  throw new ProviderUnavailable(code, retryAfterMs(headers['retry-after']));
}

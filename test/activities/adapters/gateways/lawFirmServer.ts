import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type LawFirmStep =
  | 'work'
  | 'fail'
  | 'fileThenFail'
  | 'fileThenDrop'
  | 'fileThenStall'
  | 'fileThenGarble'
  | 'busy'
  | 'refuse'
  | 'conflictWithAnother';

export type Filing = Readonly<{ webhookId: string; manifest: string; files: ReadonlyMap<string, Buffer> }>;

export type LawFirmServer = Readonly<{
  url: string;
  /** One filing for each webhook-id, however often it came. */
  filings(): readonly Filing[];
  next(...steps: readonly LawFirmStep[]): void;
  close(): Promise<void>;
}>;

type Body = { manifest: string; manifestSha256: string; files: { name: string; contentBase64: string }[] };

/** A law firm's endpoint: checks the signature with the Standard Webhooks package, files each webhook-id once. */
export async function startLawFirmServer(secret: string, answersAgainWith: 200 | 409 = 409): Promise<LawFirmServer> {
  const webhook = new Webhook(secret);
  const filings = new Map<string, Filing>();
  const steps: LawFirmStep[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const step = steps.shift() ?? 'work';
    try {
      webhook.verify(text, request.headers as Record<string, string>);
    } catch {
      return answer(response, 401, {});
    }
    const referralId = String(request.headers['webhook-id']);
    if (step === 'fail') return answer(response, 503, {});
    if (step === 'refuse') return answer(response, 422, {});
    if (step === 'conflictWithAnother') return answer(response, 409, { referralId: 'another', acknowledgement: 'A-0' });
    if (step === 'busy') {
      response.setHeader('retry-after', '30');
      return answer(response, 429, {});
    }
    const filedBefore = filings.has(referralId);
    if (!filedBefore) filings.set(referralId, filingOf(referralId, JSON.parse(text) as Body));
    if (step === 'fileThenFail') return answer(response, 500, {});
    if (step === 'fileThenDrop') return void response.destroy();
    if (step === 'fileThenStall') return;
    if (step === 'fileThenGarble') return void response.writeHead(200).end('thank you');
    answer(response, filedBefore ? answersAgainWith : 201, { referralId, acknowledgement: `A-${referralId}` });
  };

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/packets`,
    filings: () => [...filings.values()],
    next: (...more) => void steps.push(...more),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function filingOf(webhookId: string, { manifest, manifestSha256, files }: Body): Filing {
  if (createHash('sha256').update(manifest).digest('hex') !== manifestSha256)
    throw new Error('The manifest was altered');
  const contents = files.map(({ name, contentBase64 }) => [name, Buffer.from(contentBase64, 'base64')] as const);
  return { webhookId, manifest, files: new Map(contents) };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

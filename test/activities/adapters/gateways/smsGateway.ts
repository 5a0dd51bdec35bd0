import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the gateway does with one request to send. Those that name `accept` have the message all the same. */
export const faults = [
  'rateLimit',
  'fail',
  'drop',
  'acceptThenFail',
  'acceptThenDrop',
  'acceptThenStall',
  'acceptThenCutShort',
  'acceptThenGarble',
] as const;
export type Fault = (typeof faults)[number];

export type Refusal = Readonly<{ status: number; code?: number }>;
export type Accepted = Readonly<{ sid: string; to: string; body: string; reference: string; acceptedAt: string }>;

export type SmsGatewaySettings = Readonly<{
  port?: number;
  accountSid?: string;
  authToken?: string;
  /** The same seed and order of requests give the same faults. */
  seed?: number;
  /** Chance of each fault, 0 to 1; what is left of 1 works. */
  chances?: Readonly<Partial<Record<Fault, number>>>;
}>;

export type SmsGateway = Readonly<{
  url: string;
  /** All messages that the gateway has, in the order it took them. */
  accepted(): readonly Accepted[];
  /** Says what happens to the next requests, before chance does. */
  next(...steps: readonly (Fault | Refusal | 'work')[]): void;
  /** Reports a state of a message to its StatusCallback, signed; gives the status of the answer. */
  report(sid: string, status: string, errorCode?: number): Promise<number>;
  close(): Promise<void>;
}>;

type Kept = Accepted & Readonly<{ callback: string }>;

/** A gateway in the shape of Twilio's Messages API that misbehaves when told to. Readout: GET /accepted. Control: POST /next. */
export async function startSmsGateway(settings: SmsGatewaySettings = {}): Promise<SmsGateway> {
  const { accountSid = 'AC-test', authToken = 'token-test', seed = 1, chances = {} } = settings;
  const kept: Kept[] = [];
  const steps: (Fault | Refusal | 'work')[] = [];
  const random = randomFrom(seed);
  const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages.json`;

  const take = (form: URLSearchParams): Kept => {
    const callback = form.get('StatusCallback') ?? '';
    const message = {
      sid: `SM${randomUUID().replaceAll('-', '')}`,
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      reference: callback ? (new URL(callback).searchParams.get('reference') ?? '') : '',
      acceptedAt: new Date().toUTCString(),
      callback,
    };
    kept.push(message);
    return message;
  };

  const server = createServer((request, response) => void serve(request, response));
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const body = await textOf(request);
    if (url.pathname === '/accepted') return answer(response, 200, { accepted: kept });
    if (url.pathname === '/next') {
      steps.push(...(JSON.parse(body) as typeof steps));
      return answer(response, 200, {});
    }
    if (request.headers.authorization !== credentials) return answer(response, 401, { code: 20003 });
    if (url.pathname !== messagesPath) return answer(response, 404, { code: 20404 });
    if (request.method === 'GET') return answer(response, 200, listOf(kept, url.searchParams));
    const step = steps.shift() ?? chosen(chances, random());
    misbehave(step, response, () => take(new URLSearchParams(body)));
  };

  await new Promise<void>((listening) => server.listen(settings.port ?? 0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: () => kept,
    next: (...more) => void steps.push(...more),
    report: async (sid, status, errorCode) => {
      const message = kept.find((one) => one.sid === sid);
      if (!message) throw new Error(`No message ${sid} was accepted`);
      return report(message, authToken, {
        MessageStatus: status,
        ...(errorCode ? { ErrorCode: String(errorCode) } : {}),
      });
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function misbehave(step: Fault | Refusal | 'work', response: ServerResponse, take: () => Kept): void {
  if (typeof step === 'object') return answer(response, step.status, step.code ? { code: step.code } : {});
  switch (step) {
    case 'work':
      return answer(response, 201, { sid: take().sid, status: 'queued' });
    case 'rateLimit':
      response.setHeader('retry-after', '2');
      return answer(response, 429, { code: 20429 });
    case 'fail':
      return answer(response, 500, {});
    case 'drop':
      response.destroy();
      return;
    case 'acceptThenFail':
      take();
      return answer(response, 500, {});
    case 'acceptThenDrop':
      take();
      response.destroy();
      return;
    case 'acceptThenStall':
      // Never answers; the caller has to give up by itself.
      take();
      return;
    case 'acceptThenCutShort':
      response.writeHead(201, { 'content-length': '1000' }).write(`{"sid":"${take().sid}`);
      return;
    case 'acceptThenGarble':
      take();
      response.writeHead(201).end('<html>Bad gateway</html>');
  }
}

function listOf(kept: readonly Kept[], query: URLSearchParams): object {
  const since = Date.parse(`${query.get('DateSent>') ?? '1970-01-01'}T00:00:00Z`);
  const messages = kept
    .filter(({ to, acceptedAt }) => to === query.get('To') && Date.parse(acceptedAt) >= since)
    .map(({ sid, to, body, acceptedAt }) => ({ sid, to, body, date_created: acceptedAt, status: 'queued' }));
  return { messages, next_page_uri: null };
}

async function report(message: Kept, authToken: string, state: Readonly<Record<string, string>>): Promise<number> {
  const form = new URLSearchParams({ MessageSid: message.sid, To: message.to, ...state });
  form.sort();
  const signed = message.callback + [...form].map(([name, value]) => name + value).join('');
  const headers = { 'x-twilio-signature': createHmac('sha1', authToken).update(signed).digest('base64') };
  return (await fetch(message.callback, { method: 'POST', headers, body: form })).status;
}

function chosen(chances: Readonly<Partial<Record<Fault, number>>>, dice: number): Fault | 'work' {
  let below = 0;
  for (const fault of faults) {
    below += chances[fault] ?? 0;
    if (dice < below) return fault;
  }
  return 'work';
}

/** Mulberry32: a small generator of numbers from 0 to 1 that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return text;
}

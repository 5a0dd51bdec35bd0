import { request as requestHttp, type IncomingHttpHeaders, type ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import { errorCode } from './errorCode';

export type HttpRequest = Readonly<{
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  timeoutMs: number;
}>;

/**
 * How an HTTP request ended. `mayHaveArrived` is false only when the connection never stood,
 * so that surely nothing was sent; `code` is a system error code or `timeout`.
 */
export type Exchange =
  | Readonly<{ answered: true; status: number; headers: IncomingHttpHeaders; body: string }>
  | Readonly<{ answered: false; mayHaveArrived: boolean; code: string }>;

const largestAnswerBytes = 4 * 1024 * 1024;

/**
 * Makes one request, follows no redirect, never throws for what the network or the other side does.
 * Each request opens its own connection: on a reused one nobody could tell "never sent" from "sent and lost".
 */
export async function exchange({ method, url, headers, body, timeoutMs }: HttpRequest): Promise<Exchange> {
  let mayHaveArrived = false;
  const isSecure = url.startsWith('https:');
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), timeoutMs);
  try {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { method, headers: { ...headers, ...length }, agent: false as const, signal: ended.signal };
    const request = isSecure ? requestHttps(url, options) : requestHttp(url, options);
    request.once('socket', (socket) => {
      mayHaveArrived = !socket.connecting;
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        mayHaveArrived = true;
      });
    });
    const answer = answerTo(request);
    request.end(body);
    return await answer;
  } catch (error) {
    return {
      answered: false,
      mayHaveArrived,
      code: ended.signal.aborted ? 'timeout' : (errorCode(error) ?? 'connectionFailed'),
    };
  } finally {
    clearTimeout(timer);
  }
}

function answerTo(request: ClientRequest): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.once('response', (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes > largestAnswerBytes)
          response.destroy(Object.assign(new Error('too long'), { code: 'answerTooLong' }));
      });
      response.on('error', reject);
      response.once('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ answered: true, status, headers, body: Buffer.concat(parts).toString('utf8') });
      });
    });
  });
}

/**
 * Reads a `Retry-After` header: seconds, or a date held against the wall clock.
 * @returns milliseconds to wait, never negative; undefined when the header is missing or unreadable
 */
export function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const delayMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(delayMs) ? Math.max(0, delayMs) : undefined;
}

/** Reads JSON that somebody else wrote: what is no JSON is undefined, for the schema to refuse. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

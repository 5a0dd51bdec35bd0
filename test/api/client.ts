import { randomUUID } from 'node:crypto';
import { tokenOf } from './apiProcess';

export type Answered = Readonly<{ status: number; type: string; text: string; body: Record<string, unknown> }>;

export async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const body = type.includes('json') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, type, text, body };
}

/** Somebody with a token for these roles. A write takes a new key unless one is given. */
export function callerOf(url: string, ...roles: readonly string[]) {
  const authorization = `Bearer ${tokenOf(roles)}`;
  return {
    get: async (path: string) => answered(await fetch(url + path, { headers: { authorization } })),
    post: async (path: string, body: unknown, key: string = randomUUID()) =>
      answered(
        await fetch(url + path, {
          method: 'POST',
          headers: { authorization, 'idempotency-key': key, 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
  };
}

export type Person = ReturnType<typeof callerOf>;

export const NAME = '陳植入';
export const PHONE = '+886912345004';

/** An account as it is handed over; ids are new in every run because workflows outlive a database. */
export const accountOf = (accountId: string, changes: object = {}) => ({
  policyId: 'tw-bank-card',
  accountId,
  debtorId: `D-${accountId}`,
  product: 'credit-card',
  currency: 'TWD',
  principalMinor: '1000000',
  interestMinor: '20000',
  feesMinor: '30000',
  arrearsMinor: '500000',
  dueOn: '2026-01-15',
  language: 'zh-TW',
  timeZone: 'Asia/Taipei',
  name: NAME,
  mobile: PHONE,
  ...changes,
});

export const newId = (): string => `T-${randomUUID().slice(0, 13)}`;

export const paymentOf = (paymentId: string, changes: object = {}) => ({
  paymentId,
  amountMinor: '500',
  currency: 'TWD',
  paidAt: '2026-02-01T10:00:00+08:00',
  ...changes,
});

import { generateKeyPairSync } from 'node:crypto';
import { createKeyPair, issueToken } from '../../api/tokens';
import type { FreshDatabase } from '../setup/freshDatabase';
import { startApiProcess, tokenOf, type ApiProcess } from './apiProcess';
import { eveningApi, type EveningApi } from './eveningApi';
import { answered } from './client';

let service: EveningApi;
let database: FreshDatabase;
let api: ApiProcess;
beforeAll(async () => {
  service = await eveningApi();
  ({ database, api } = service);
});
afterAll(() => service?.stop());

const ROLES = ['operations', 'legal', 'auditor', 'supervisor', 'system'];
const everybody = ROLES.join(' ');

/** Who may, as the documentation says it; not read from the code. */
const MAY: readonly (readonly [string, string])[] = [
  ['POST /accounts', 'system supervisor'],
  ['GET /accounts', everybody],
  ['GET /accounts/A', everybody],
  ['GET /accounts/A/timeline', everybody],
  ['POST /accounts/A/payments', 'system supervisor'],
  ['POST /accounts/A/disputes', 'operations system supervisor'],
  ['POST /accounts/A/fraud-claims', 'operations system supervisor'],
  ['POST /accounts/A/fraud-claims/statement', 'operations system supervisor'],
  ['POST /accounts/A/fraud-claims/decision', 'system supervisor'],
  ['POST /accounts/A/recall', 'system supervisor'],
  ['POST /accounts/A/call-results', 'operations system supervisor'],
  ['POST /accounts/A/legal-outcomes', 'legal supervisor'],
  ['POST /accounts/A/holds', 'operations system supervisor'],
  ['POST /accounts/A/holds/H/review', 'supervisor'],
  ['POST /accounts/A/holds/H/terms', 'supervisor'],
  ['POST /accounts/A/holds/H/end', 'supervisor'],
  ['POST /accounts/A/opt-outs', 'operations system supervisor'],
  ['POST /accounts/A/opt-ins', 'operations supervisor'],
  ['POST /accounts/A/preferences', 'operations system supervisor'],
  ['POST /accounts/A/agreed-times', 'operations supervisor'],
  ['POST /accounts/A/third-party-consents', 'operations supervisor'],
  ['POST /letters/L/tracking', 'operations system supervisor'],
  ['POST /accounts/A/dispute-resolution', 'operations supervisor'],
  ['POST /accounts/A/promises', 'operations supervisor'],
  ['POST /accounts/A/arrangements', 'operations supervisor'],
  ['POST /accounts/A/letters-by-hand', 'operations supervisor'],
  ['POST /accounts/A/messages', 'operations supervisor'],
  ['POST /accounts/A/messages/M/approval', 'supervisor'],
  ['POST /accounts/A/messages/M/rejection', 'supervisor'],
  ['POST /accounts/A/escalations/reviewIsDue:H/settlement', 'supervisor'],
  ['POST /accounts/A/write-off', 'supervisor'],
  ['POST /referrals/R/approval', 'legal supervisor'],
  ['POST /referrals/R/refusal', 'legal supervisor'],
  ['GET /referrals', 'legal auditor supervisor'],
  ['GET /calls', 'operations auditor supervisor'],
  ['GET /letters', 'operations legal auditor supervisor'],
  ['GET /letters/register', 'operations legal auditor supervisor'],
  ['GET /escalations', 'operations auditor supervisor'],
  ['GET /policies', everybody],
  ['POST /policies/P/dry-runs', 'supervisor'],
  ['POST /policies/P/adoptions', 'supervisor'],
  ['POST /adoptions/A/rollback', 'supervisor'],
  ['GET /adoptions', 'auditor supervisor'],
  ['GET /unmatched-facts', 'operations system auditor supervisor'],
  ['POST /unmatched-facts/1/match', 'operations supervisor'],
];

async function call(route: string, headers: Record<string, string>) {
  const [method, path] = route.split(' ') as [string, string];
  const body = method === 'POST' ? { body: '{}' } : {};
  return answered(
    await fetch(api.url + path, { method, headers: { 'content-type': 'application/json', ...headers }, ...body }),
  );
}
const withToken = (token: string) => ({ authorization: `Bearer ${token}` });

test.each(MAY)('%s is for %s and nobody else [PRIVACY]', async (route, may) => {
  for (const role of ROLES) {
    const { status } = await call(route, withToken(tokenOf([role])));
    expect([role, status === 403]).toEqual([role, !may.split(' ').includes(role)]);
    expect(status).not.toBe(401);
  }
});

test('a second role adds to what the first one may, and an unknown one to nothing', async () => {
  expect((await call('GET /referrals', withToken(tokenOf(['system', 'auditor'])))).status).toBe(200);
  expect((await call('GET /referrals', withToken(tokenOf(['system', 'king'])))).status).toBe(403);
});

const stranger = generateKeyPairSync('ed25519').privateKey;
const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${tokenOf(['auditor']).split('.')[1]}.`;
test.each([
  ['no token', {}],
  ['another scheme', { authorization: 'Basic YTpi' }],
  ['a token that has expired', withToken(tokenOf(['auditor'], { exp: 1_700_000_000 }))],
  ['a token without an end', withToken(tokenOf(['auditor'], { exp: undefined }))],
  ['a token for somebody else', withToken(tokenOf(['auditor'], { aud: 'payroll' }))],
  ['a token from somebody else', withToken(tokenOf(['auditor'], { iss: 'payroll' }))],
  ['a token signed by a stranger', withToken(tokenOf(['auditor'], {}, stranger))],
  ['a token that says it needs no signature', withToken(none)],
  ['a token whose subject is an e-mail address', withToken(tokenOf(['auditor'], { sub: 'a@example.invalid' }))],
  ['a token without roles', withToken(tokenOf(['auditor'], { roles: undefined }))],
])('%s is answered 401 with a problem', async (_, headers) => {
  const { status, type, body } = await call('GET /accounts', headers);
  expect([status, type]).toEqual([401, 'application/problem+json']);
  expect(body).toMatchObject({
    status: 401,
    title: 'Unauthorized',
    type: `urn:arrears:problem:${String(body['code'])}`,
  });
});

test('a 401 says how to come in, a 403 which roles may', async () => {
  const response = await fetch(`${api.url}/accounts`);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  const { body } = await call('GET /referrals', withToken(tokenOf(['system'])));
  expect(body).toMatchObject({ code: 'roleMayNot', detail: 'This needs one of the roles legal,auditor,supervisor.' });
});

test.each(['/health', '/ready', '/openapi.json'])('%s is open', async (path) => {
  expect((await fetch(api.url + path)).status).toBe(200);
});

test('metrics are open on this machine, but through a proxy only with a token', async () => {
  expect((await fetch(`${api.url}/metrics`)).status).toBe(200);
  const proxied = { 'x-forwarded-for': '203.0.113.9' };
  expect((await call('GET /metrics', proxied)).status).toBe(401);
  expect((await call('GET /metrics', { ...proxied, ...withToken(tokenOf(['auditor'])) })).status).toBe(200);
});

test('an address that does not exist is 404 for everybody', async () => {
  expect(await call('GET /nothing-here', {})).toMatchObject({ status: 404, body: { code: 'noSuchRoute' } });
});

test('tokens that we issue ourselves are taken by an API that was given their public key, and by no other', async () => {
  const { publicKey, privateKey } = await createKeyPair();
  expect(publicKey).not.toHaveProperty('d');
  const own = await startApiProcess(database.url, { ARREARS_JWT_PUBLIC_KEY: JSON.stringify(publicKey) });
  try {
    const token = await issueToken(privateKey, { sub: 'embedded-auditor', roles: ['auditor'], expiresIn: '15m' });
    expect((await fetch(`${own.url}/accounts`, { headers: withToken(token) })).status).toBe(200);
    expect((await fetch(`${api.url}/accounts`, { headers: withToken(token) })).status).toBe(401);
    const old = await issueToken(privateKey, { sub: 'embedded-auditor', roles: ['auditor'], expiresIn: '-1m' });
    expect((await fetch(`${own.url}/accounts`, { headers: withToken(old) })).status).toBe(401);
  } finally {
    await own.stop();
  }
});

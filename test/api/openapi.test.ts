import { eveningApi, type EveningApi } from './eveningApi';

type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, { description?: string }> } }> };
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
};
type Document = { openapi: string; info: object; paths: Record<string, Record<string, Operation>>; components: object };

let service: EveningApi;
let document: Document;
let operations: [string, Operation][];
beforeAll(async () => {
  service = await eveningApi();
  document = (await (await fetch(`${service.api.url}/openapi.json`)).json()) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
});
afterAll(() => service?.stop());

test('the document lists every route', () => {
  expect(operations.map(([name]) => name).sort()).toEqual(
    `GET /accounts
GET /accounts/{id}
GET /accounts/{id}/timeline
GET /adoptions
GET /calls
GET /escalations
GET /health
GET /letters
GET /letters/register
GET /metrics
GET /openapi.json
GET /policies
GET /ready
GET /referrals
GET /unmatched-facts
POST /accounts
POST /accounts/{id}/agreed-times
POST /accounts/{id}/arrangements
POST /accounts/{id}/call-results
POST /accounts/{id}/dispute-resolution
POST /accounts/{id}/disputes
POST /accounts/{id}/escalations/{escalationId}/settlement
POST /accounts/{id}/fraud-claims
POST /accounts/{id}/fraud-claims/decision
POST /accounts/{id}/fraud-claims/statement
POST /accounts/{id}/holds
POST /accounts/{id}/holds/{holdId}/end
POST /accounts/{id}/holds/{holdId}/review
POST /accounts/{id}/holds/{holdId}/terms
POST /accounts/{id}/legal-outcomes
POST /accounts/{id}/letters-by-hand
POST /accounts/{id}/messages
POST /accounts/{id}/messages/{messageId}/approval
POST /accounts/{id}/messages/{messageId}/rejection
POST /accounts/{id}/opt-ins
POST /accounts/{id}/opt-outs
POST /accounts/{id}/payments
POST /accounts/{id}/preferences
POST /accounts/{id}/promises
POST /accounts/{id}/recall
POST /accounts/{id}/third-party-consents
POST /accounts/{id}/write-off
POST /adoptions/{id}/rollback
POST /letters/{registerNumber}/tracking
POST /policies/{id}/adoptions
POST /policies/{id}/dry-runs
POST /referrals/{id}/approval
POST /referrals/{id}/refusal
POST /unmatched-facts/{id}/match
POST /webhooks/deliveries
POST /webhooks/sms
POST /webhooks/sms-replies`.split('\n'),
  );
});

test('the document has the shape of OpenAPI 3.1', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: 'Arrears', version: '1' });
  expect(document.components).toMatchObject({ securitySchemes: { token: { type: 'http', scheme: 'bearer' } } });
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [name, { summary, responses, parameters = [] }] of operations) {
    expect([name, summary.length > 5]).toEqual([name, true]);
    expect(Object.keys(responses)).not.toHaveLength(0);
    for (const [status, response] of Object.entries(responses)) {
      expect([name, status, typeof response.description]).toEqual([name, status, 'string']);
    }
    const placeholders = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(
      placeholders,
    );
    for (const { schema } of parameters) expect(typeof schema).toBe('object');
  }
});

test('every write of a person or system takes an Idempotency-Key and a token, and says what it may answer', () => {
  const writes = operations.filter(([name]) => name.startsWith('POST') && !name.includes('/webhooks/'));
  expect(writes).toHaveLength(34);
  for (const [, operation] of writes) {
    expect(operation.security).toEqual([{ token: [] }]);
    expect(operation.parameters).toContainEqual(
      expect.objectContaining({ name: 'idempotency-key', in: 'header', required: true }),
    );
    for (const status of ['400', '401', '403', '409', '413', '415', '422', '500', '503']) {
      expect(operation.responses[status]?.content).toHaveProperty(['application/problem+json']);
    }
  }
});

test('amounts say their unit and roles are named', () => {
  const [, payment] = operations.find(([name]) => name === 'POST /accounts/{id}/payments')!;
  expect(payment.description).toContain('Roles: system, supervisor.');
  const { properties = {} } = payment.requestBody!.content['application/json']!.schema;
  expect(properties['amountMinor']?.description).toContain('minor units');
});

import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { ACCESS } from './access';
import type { Api } from './parts';

const DESCRIPTION = `Hand overdue accounts over, report what happened, give commands, and read what was done and why.
Amounts are whole minor units as strings. Errors are RFC 9457 problem documents whose \`code\` is stable.
Every write needs an Idempotency-Key. See docs/api.md.`;

/** Collects every route that is registered after it. Call \`serveOpenApi\` last. */
export async function collectOpenApi(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Arrears', version: '1', description: DESCRIPTION },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      const access = ACCESS[`${String(route.route.method)} ${url}`] ?? 'open';
      if (typeof access === 'string') return { schema, url };
      const roles = `Roles: ${access.join(', ')}.`;
      const description = [schema.description, roles].filter(Boolean).join('\n\n');
      return { schema: { ...schema, description, security: [{ token: [] }] }, url };
    },
  });
}

export function serveOpenApi(app: Api): void {
  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: { operationId: 'showOpenApi', tags: ['operation'], summary: 'This document' },
    handler: async () => app.swagger(),
  });
}

import { z } from 'zod';
import type { Api } from '../../parts';

export function showHealth(app: Api): void {
  app.route({
    method: 'GET',
    url: '/health',
    schema: {
      operationId: 'showHealth',
      tags: ['operation'],
      summary: 'The process is up',
      response: { 200: z.object({ status: z.literal('up') }) },
    },
    handler: async () => ({ status: 'up' as const }),
  });
}

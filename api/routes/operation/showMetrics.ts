import { z } from 'zod';
import type { Metrics } from '../../metrics';
import type { Api } from '../../parts';
import { problemResponses } from '../../problem';

export function showMetrics(app: Api, metrics: Metrics): void {
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: {
      operationId: 'showMetrics',
      tags: ['operation'],
      summary: 'Numbers for Prometheus',
      description: 'Open on this machine; from elsewhere, or through a proxy, any valid token.',
      response: {
        200: { description: 'Prometheus text', content: { 'text/plain': { schema: z.string() } } },
        ...problemResponses(401),
      },
    },
    handler: async (_, reply) => {
      const text = await metrics.text();
      return reply.type(metrics.contentType).serializer(String).send(text);
    },
  });
}

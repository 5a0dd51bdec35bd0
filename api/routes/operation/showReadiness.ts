import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { databaseAnswers, temporalAnswers } from '../../reachable';

const state = z.enum(['up', 'down']);
const readiness = z.object({ database: state, temporal: state });

const say = (isUp: boolean) => (isUp ? 'up' : 'down');

export function showReadiness(app: Api, { db, connection }: Parts): void {
  app.route({
    method: 'GET',
    url: '/ready',
    schema: {
      operationId: 'showReadiness',
      tags: ['operation'],
      summary: 'Database and Temporal answer within two seconds',
      description: '503 says which does not. Facts are taken while Temporal is down; commands are not.',
      response: { 200: readiness, 503: readiness },
    },
    handler: async (_, reply) => {
      const [database, temporal] = await Promise.all([databaseAnswers(db), temporalAnswers(connection)]);
      return reply.code(database && temporal ? 200 : 503).send({ database: say(database), temporal: say(temporal) });
    },
  });
}

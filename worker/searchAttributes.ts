import type { Connection } from '@temporalio/client';
import { BUCKET, HOLDS, JURISDICTION, STAGE } from '../workflows/ids';

/** Numbers of Temporal's `IndexedValueType`. */
const TYPES = { KEYWORD: 2, KEYWORD_LIST: 7 } as const;

/** Makes the search attributes known to the namespace; those that it knows already are left alone. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const wanted = [STAGE, BUCKET, HOLDS, JURISDICTION].map(({ name, type }) => [name, TYPES[type]] as const);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = wanted.filter(([name]) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return;
  await connection.operatorService
    .addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing) })
    .catch((error: { code?: number }) => {
      // Another worker that started at the same moment was faster.
      if (error.code !== 6) throw error as Error;
    });
}

import type { Client } from '@temporalio/client';
import type { Db } from '../../storage/database';
import type { MasterKey } from '../../storage/personalData';

/** Whoever keeps histories. One namespace may serve several services: the task queue tells ours. */
export type Archivist = Readonly<{ db: Db; master: MasterKey; client: Client; taskQueue: string }>;

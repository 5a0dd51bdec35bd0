import type { Policies } from '../domain/turn';
import type { Db } from '../storage/database';
import type { MasterKey } from '../storage/personalData';
import type { Clock } from '../storage/rehearsalClock';
import type { Ports } from './ports';

/** Everything that activities stand on. `worker/` wires the real parts; tests wire other real parts. */
export type World = Readonly<{
  db: Db;
  policies: Policies;
  clock: Clock;
  master: MasterKey;
  ports: Ports;
  /** Which build decides: written into every journal row. */
  build: string;
  /** A call to a provider is over after this long. */
  callTimeoutMs: number;
}>;

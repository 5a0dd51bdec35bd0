import { Histogram, Registry } from 'prom-client';
import type { Db } from '../storage/database';
import { policiesInForce } from '../storage/policies';
import { countAll } from '../storage/queries/counts';
import type { Clock } from '../storage/rehearsalClock';
import { createGauges } from './gauges';

/** Counting scans tables, so several scrapes share one count. */
const COUNTS_ARE_GOOD_FOR_MS = 5_000;

export type Metrics = ReturnType<typeof createMetrics>;

/** What Prometheus is told: no label is an id or anything else without an end. */
export function createMetrics(db: Db, clock: Clock) {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'arrears_http_request_duration_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 20],
    registers,
  });
  const gauges = createGauges(registry, clock);

  let counted: Readonly<{ at: number; done: Promise<void> }> | undefined;
  function count(): Promise<void> {
    if (counted && Date.now() - counted.at < COUNTS_ARE_GOOD_FOR_MS) return counted.done;
    const done = Promise.all([countAll(db), policiesInForce(db)]).then(
      ([counts, packs]) => gauges.show(counts, packs),
      () => gauges.showNothing(),
    );
    counted = { at: Date.now(), done };
    return done;
  }

  return {
    contentType: registry.contentType,
    observe: (method: string, route: string, status: number, seconds: number): void =>
      requests.observe({ method, route, status: String(status) }, seconds),
    async text(): Promise<string> {
      await count();
      return registry.metrics();
    },
  };
}

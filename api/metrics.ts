import { Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../storage/database';
import { countAll, type Counts } from '../storage/queries/counts';

/** Counting scans tables, so several scrapes share one count. */
const COUNTS_ARE_GOOD_FOR_MS = 5_000;

export type Metrics = ReturnType<typeof createMetrics>;

/** What Prometheus is told: no label is an id or anything else without an end. */
export function createMetrics(db: Db) {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'arrears_http_request_duration_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 20],
    registers,
  });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  const isUp = gauge('arrears_database_up', '1 when the counts below could be read');
  const waiting = gauge('arrears_inbox_waiting', 'Facts and commands that no account has heard yet');
  const unmatched = gauge('arrears_unmatched_facts', 'Facts about accounts that nobody handed over');
  const accounts = gauge('arrears_accounts', 'Accounts by stage and status', 'stage', 'status');
  const suppressed = gauge('arrears_suppressed_attempts', 'Contacts that a rule forbade', 'rule');

  function show(counts: Counts): void {
    waiting.set(counts.inboxWaiting);
    unmatched.set(counts.unmatched);
    accounts.reset();
    for (const { stage, status, count } of counts.accounts) accounts.set({ stage, status }, count);
    suppressed.reset();
    for (const { rule, count } of counts.suppressed) suppressed.set({ rule }, count);
  }

  let counted: Readonly<{ at: number; done: Promise<void> }> | undefined;
  function count(): Promise<void> {
    if (counted && Date.now() - counted.at < COUNTS_ARE_GOOD_FOR_MS) return counted.done;
    const done = countAll(db).then(
      (counts) => (show(counts), isUp.set(1)),
      () => isUp.set(0),
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

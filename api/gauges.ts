import { Gauge, type Registry } from 'prom-client';
import type { PolicyInForce } from '../domain/policy';
import { endingsOf } from '../domain/policyWarnings';
import { daysBetween, dayOf, type TimeZone } from '../domain/time';
import type { Counts } from '../storage/queries/counts';
import type { Clock } from '../storage/rehearsalClock';

/** How many there are of what a person should know of, and how long what the packs need still lasts. */
export function createGauges(registry: Registry, clock: Clock) {
  const registers = [registry];
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  const isUp = gauge('arrears_database_up', '1 when the counts below could be read');
  const waiting = gauge('arrears_inbox_waiting', 'Facts and commands that no account has heard yet');
  const unmatched = gauge('arrears_unmatched_facts', 'Facts about accounts that nobody handed over');
  const accounts = gauge('arrears_accounts', 'Accounts by stage and status', 'stage', 'status');
  const suppressed = gauge('arrears_suppressed_attempts', 'Contacts that a rule forbade', 'rule');

  const escalations = gauge('arrears_escalations', 'What waits for a person', 'kind');
  const packDays = gauge(
    'arrears_pack_days_left',
    'Days until something ends that a pack in force needs',
    'policy',
    'ends',
  );

  function showCounts(counts: Counts): void {
    waiting.set(counts.inboxWaiting);
    unmatched.set(counts.unmatched);
    accounts.reset();
    for (const { stage, status, count } of counts.accounts) accounts.set({ stage, status }, count);
    suppressed.reset();
    for (const { rule, count } of counts.suppressed) suppressed.set({ rule }, count);
    escalations.reset();
    for (const { kind, count } of counts.escalations) escalations.set({ kind }, count);
  }

  /** The soonest end of each kind, also of those that have all the time in the world. */
  function showPacks(packs: readonly PolicyInForce[]): void {
    const today = dayOf(clock.now(), 'UTC' as TimeZone);
    packDays.reset();
    for (const { policy } of packs) {
      for (const { ends, on } of endingsOf(policy).toSorted((a, b) => (a.on < b.on ? 1 : -1))) {
        packDays.set({ policy: policy.id, ends }, daysBetween(today, on));
      }
    }
  }

  return {
    show: (counts: Counts, packs: readonly PolicyInForce[]): void => {
      showCounts(counts);
      showPacks(packs);
      isUp.set(1);
    },
    showNothing: (): void => isUp.set(0),
  };
}

import type { Instant } from '../../domain/time';
import type { Figures } from '../../simulation/whatIf/figures';
import type { Refused } from '../../simulation/whatIf/liveRecorded';
import type { AccountWhatIf, ContactLine } from '../../simulation/whatIf/result';
import { CANNOT_KNOW, said } from '../../simulation/whatIf/said';
import { sideBySide } from '../../simulation/whatIf/sideBySide';

const iso = (at: Instant | number | null): string | null => (at === null ? null : new Date(at).toISOString());

const contactJson = (line: ContactLine) => ({ ...line, was: iso(line.was), wouldBe: iso(line.wouldBe) });
const refusedJson = (refused: Refused) => ({ ...refused, at: iso(refused.at) });

/** One account for programs: moments as ISO 8601 in UTC, amounts as texts of minor units. */
export function accountJson(account: AccountWhatIf, names: object): object {
  const { divergence, contacts, stages, refused, lives: _, ...rest } = account;
  return {
    ...names,
    ...rest,
    divergence: divergence && {
      version: divergence.version,
      at: iso(divergence.at),
      was: said(divergence.was) || null,
      wouldBe: said(divergence.wouldBe) || null,
      rule: divergence.rule,
    },
    contacts: {
      was: contacts.was,
      wouldBe: contacts.wouldBe,
      removed: contacts.removed.map(contactJson),
      added: contacts.added.map(contactJson),
      moved: contacts.moved.map(contactJson),
    },
    stages: stages.map(({ stage, was, wouldBe }) => ({ stage, was: iso(was), wouldBe: iso(wouldBe) })),
    refused: { was: refused.was.map(refusedJson), wouldBe: refused.wouldBe.map(refusedJson) },
    breaches: account.breaches.map((breach) => ({ ...breach, at: iso(breach.at) })),
    sideBySide: sideBySide(account).map((side) => ({ ...side, at: iso(side.at) })),
    isSure: account.baseline.differs === null,
    cannotKnow: CANNOT_KNOW,
  };
}

export const figuresJson = (figures: Figures, names: object): object => ({
  ...names,
  ...figures,
  isSure: figures.notReproduced === 0,
  cannotKnow: CANNOT_KNOW,
});

import type { PolicyInForce } from '../../../domain/policy';
import type { Instant } from '../../../domain/time';
import type { AccountWhatIf, NotLived } from '../../../simulation/whatIf/result';
import type { Selection } from '../../../simulation/whatIf/selectDebtors';
import { whatIf } from '../../../simulation/whatIf/whatIf';
import { edited, readPack, type Edit, type PackId } from '../../policies/editedPack';
import type { StoredWorld } from '../../storage/storedWorld';

/** A real pack under a version of its own, with other content in some places. */
export const pack = (edits: readonly Edit[] = [], id: PackId = 'tw-bank-card'): PolicyInForce =>
  readPack(edited(id, [['version'], '9.9.9'], ...edits), id);

/** What would have been under a pack: the figures, every account, and `of` one that was lived. */
export async function ask({ db }: StoredWorld, to: PolicyInForce, selection: Selection, until: Instant) {
  const accounts: (AccountWhatIf | NotLived)[] = [];
  const onAccount = (one: AccountWhatIf | NotLived): void => void accounts.push(one);
  const figures = await whatIf(db, { selection, to, until }, { onAccount });
  const of = (id: string): AccountWhatIf => accounts.find(({ accountId }) => accountId === id) as AccountWhatIf;
  return { figures, accounts, of };
}

import { createHash } from 'node:crypto';
import { adoptionPair } from '../../domain/adoption/adoptionPair';
import {
  countAccount,
  countContact,
  noFigures,
  type AdoptionChange,
  type Figures,
} from '../../domain/adoption/figures';
import { comparePacks, type PackChange } from '../../domain/adoption/packChange';
import type { PolicyInForce } from '../../domain/policy';
import type { Instant } from '../../domain/time';
import type { Db } from '../database';
import { canonical } from '../json';
import { debtorJournals } from './debtorJournals';
import { keepDryRun } from './dryRunRecords';
import { reviewDebtor, type Reviewed } from './reviewDebtor';

/** Two versions of one pack, the moment for which it is asked what would change, and who asks. */
export type DryRunRequest = Readonly<{ from: PolicyInForce; to: PolicyInForce; at: Instant; by: string }>;
export type DryRun = Readonly<{ id: string; pack: PackChange; figures: Figures; listSha256: string }>;

type Listeners = Readonly<{
  /** Told each change, in one order: by debtor, then by account, contacts first. */
  onChange?: (change: AdoptionChange) => void | Promise<void>;
  onProgress?: (figures: Figures) => void;
}>;

/**
 * What would change if the accounts that live followed another version of their pack: contacts of the journal that it would have
 * answered differently, and next dates that move. One snapshot is read and nothing is written but the figures, as a record that
 * somebody looked.
 */
export async function dryRun(db: Db, request: DryRunRequest, listeners: Listeners = {}): Promise<DryRun> {
  const { from, to } = request;
  const { figures, listSha256 } = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const tally = new Tally(listeners);
      const pair = adoptionPair(from, to);
      for await (const journal of debtorJournals(trx, from.hash)) {
        for (const reviewed of reviewDebtor(journal, pair, request.at)) await tally.add(reviewed);
      }
      return tally.end();
    });
  const id = await keepDryRun(db, { ...request, figures, listSha256 });
  return { id, pack: comparePacks(from.policy, to.policy), figures, listSha256 };
}

/** Counts and passes on one account after the other; holds none of them. */
class Tally {
  #figures = noFigures;
  readonly #list = createHash('sha256');

  constructor(readonly listeners: Listeners) {}

  async add({ contacts, next }: Reviewed): Promise<void> {
    for (const compared of contacts) {
      this.#figures = countContact(this.#figures, compared);
      if (typeof compared === 'object') await this.#tell(compared);
    }
    this.#figures = countAccount(this.#figures, next);
    if (typeof next === 'object') await this.#tell(next);
    this.listeners.onProgress?.(this.#figures);
  }

  async #tell(change: AdoptionChange): Promise<void> {
    this.#list.update(`${canonical(change)}\n`);
    await this.listeners.onChange?.(change);
  }

  end = (): Readonly<{ figures: Figures; listSha256: string }> => ({
    figures: this.#figures,
    listSha256: this.#list.digest('hex'),
  });
}

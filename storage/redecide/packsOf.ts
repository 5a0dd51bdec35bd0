import type { PolicyHash } from '../../domain/brand';
import type { Policy } from '../../domain/policy';
import type { Policies } from '../../domain/turn';
import { readPolicy } from '../readPolicy';
import type { DebtorRecord } from './debtorRecord';

/** The packs of a record, each read when it is first asked for. Throws for one that is not there or was altered. */
export function packsOf(packs: DebtorRecord['packs']): Policies {
  const read = new Map<PolicyHash, Policy>();
  return (hash) => {
    const known = read.get(hash);
    if (known) return known;
    const pack = packs.find((one) => one.hash === hash);
    if (!pack) throw new Error(`Policy ${hash} is not in the database any more`);
    const { policy } = readPolicy(pack);
    read.set(hash, policy);
    return policy;
  };
}

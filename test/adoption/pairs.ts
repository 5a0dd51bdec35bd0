import { adoptionPair, type AdoptionPair } from '../../domain/adoption/adoptionPair';
import type { PolicyHash } from '../../domain/brand';
import type { Policy } from '../../domain/policy';
import { small } from '../domain/policies';

/** The pack `small` and another version of it. */
export const smallAnd = (changes: Partial<Policy>): AdoptionPair =>
  adoptionPair(
    { hash: 'small' as PolicyHash, policy: small },
    { hash: 'other' as PolicyHash, policy: { ...small, version: '2', ...changes } },
  );

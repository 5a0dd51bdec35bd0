import { createHash } from 'node:crypto';

const FIRST_SLOTS = 1 << 12;
/** No name has this hash as far as the table is concerned. */
const FREE = 0n;

/**
 * Names that were seen, by the first 64 bits of their SHA-256, at most 32 bytes for each: a million of them fit beside the work.
 * That two of a million different names are taken for the same happens once in some thirty million files.
 */
export class SeenNames {
  #slots = new BigUint64Array(FIRST_SLOTS);
  #count = 0;

  /** Whether it is seen for the first time. */
  isNew(name: string): boolean {
    const hash = hashOf(name);
    const place = this.#placeOf(hash);
    if (this.#slots[place] === hash) return false;
    this.#slots[place] = hash;
    this.#count += 1;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return true;
  }

  /** Where it is, or the free slot where it belongs; half of all slots are free. */
  #placeOf(hash: bigint): number {
    const last = this.#slots.length - 1;
    let place = Number(hash & 0xffff_ffffn) & last;
    while (this.#slots[place] !== FREE && this.#slots[place] !== hash) place = (place + 1) & last;
    return place;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new BigUint64Array(before.length * 2);
    for (const hash of before) if (hash !== FREE) this.#slots[this.#placeOf(hash)] = hash;
  }
}

const hashOf = (name: string): bigint => createHash('sha256').update(name).digest().readBigUInt64LE() || 1n;

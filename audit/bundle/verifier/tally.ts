/** The questions that a verifier asks of a bundle, in this order. */
export const CHECKS = [
  'container',
  'manifest',
  'entries',
  'journal',
  'packs',
  'inbox',
  'checkpoints',
  'inclusion',
  'histories',
  'witness',
  'decisions',
  'texts',
] as const;
export type Check = (typeof CHECKS)[number];

/** `damaged`: it is not what was signed, or does not fit together. `notChecked`: nobody can say, which is never counted as passed. */
export type Finding = Readonly<{ check: Check; kind: 'damaged' | 'notChecked'; where: string; says: string }>;
export type Count = Readonly<{ holds: number; damaged: number; notChecked: number }>;
export type Verdict = Readonly<{
  outcome: 'holds' | 'damaged' | 'notChecked';
  counts: Readonly<Record<Check, Count>>;
  /** The first of them. */
  findings: readonly Finding[];
}>;

const FINDINGS_KEPT = 1_000;

/** Counts what holds and keeps what does not. */
export class Tally {
  readonly #counts = Object.fromEntries(
    CHECKS.map((check) => [check, { holds: 0, damaged: 0, notChecked: 0 }]),
  ) as Record<Check, { holds: number; damaged: number; notChecked: number }>;
  readonly #findings: Finding[] = [];

  holds(check: Check, count = 1): void {
    this.#counts[check].holds += count;
  }

  damaged(check: Check, where: string, says: string): void {
    this.#find({ check, kind: 'damaged', where, says });
  }

  notChecked(check: Check, where: string, says: string, count = 1): void {
    this.#find({ check, kind: 'notChecked', where, says }, count);
  }

  #find(finding: Finding, count = 1): void {
    this.#counts[finding.check][finding.kind] += count;
    if (this.#findings.length < FINDINGS_KEPT) this.#findings.push(finding);
  }

  isDamaged(...checks: readonly Check[]): boolean {
    return checks.some((check) => this.#counts[check].damaged > 0);
  }

  /** What a check throws on means that it met something it cannot read. */
  ask(check: Check, where: string, question: () => void): void {
    try {
      question();
    } catch (error) {
      this.damaged(check, where, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  verdict(): Verdict {
    const all = Object.values(this.#counts);
    const outcome = all.some(({ damaged }) => damaged > 0)
      ? 'damaged'
      : all.some(({ notChecked }) => notChecked > 0)
        ? 'notChecked'
        : 'holds';
    return { outcome, counts: this.#counts, findings: this.#findings };
  }
}

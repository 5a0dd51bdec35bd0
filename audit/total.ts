import { CHECKS, type CheckId, type Checked, type Finding } from './finding';

/** How an account came out, of one check or of all: what is broken is broken, and what nobody knows is not clean. */
export type Verdict = 'clean' | 'broken' | 'notChecked';
export type Counts = Readonly<Record<Verdict | 'accounts', number>>;
export type CheckCounts = Counts & Readonly<{ check: CheckId; looked: number }>;
export type Total = Readonly<{
  verdict: Verdict;
  accounts: Counts;
  checks: readonly CheckCounts[];
  findings: readonly Finding[];
  /** So many more were found than are kept. */
  findingsLeftOut: number;
}>;

const FINDINGS_MAX = 50_000;
const NONE: Counts = { accounts: 0, clean: 0, broken: 0, notChecked: 0 };

/** Counts what was checked. Memory holds the findings, and of these no more than one can read. */
export class Tally {
  #accounts: Counts = NONE;
  readonly #checks = new Map<CheckId, CheckCounts>(CHECKS.map((check) => [check, { check, looked: 0, ...NONE }]));
  readonly #findings: Finding[] = [];
  #leftOut = 0;
  #worst: Verdict = 'clean';

  get accounts(): number {
    return this.#accounts.accounts;
  }

  /** All that was checked of some accounts: every check of an account comes in the same call. */
  add(checked: readonly Checked[]): void {
    const findings = new Map<string, Finding[]>();
    for (const { accountId, check, looked, findings: found } of checked) {
      const counts = this.#checks.get(check)!;
      this.#checks.set(check, { ...counts, ...counted(counts, verdictOf(found)), looked: counts.looked + looked });
      findings.set(accountId, [...(findings.get(accountId) ?? []), ...found]);
    }
    for (const found of findings.values()) {
      this.#accounts = counted(this.#accounts, verdictOf(found));
      this.#keep(found);
    }
  }

  /** What belongs to no account alone, such as the gaps of the letter register. */
  addBeside(found: readonly Finding[]): void {
    this.#keep(found);
  }

  end(): Total {
    const [accounts, checks] = [this.#accounts, [...this.#checks.values()]];
    // Where nothing was asked, nothing has passed.
    const verdict = accounts.accounts === 0 ? worse(this.#worst, 'notChecked') : this.#worst;
    return { verdict, accounts, checks, findings: this.#findings, findingsLeftOut: this.#leftOut };
  }

  #keep(found: readonly Finding[]): void {
    this.#worst = worse(this.#worst, verdictOf(found));
    const fits = found.slice(0, Math.max(0, FINDINGS_MAX - this.#findings.length));
    this.#findings.push(...fits);
    this.#leftOut += found.length - fits.length;
  }
}

const counted = (counts: Counts, verdict: Verdict): Counts => ({
  accounts: counts.accounts + 1,
  clean: counts.clean + Number(verdict === 'clean'),
  broken: counts.broken + Number(verdict === 'broken'),
  notChecked: counts.notChecked + Number(verdict === 'notChecked'),
});

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ kind }) => kind === 'broken')) return 'broken';
  return findings.some(({ kind }) => kind === 'notChecked') ? 'notChecked' : 'clean';
}

const ORDER: readonly Verdict[] = ['clean', 'notChecked', 'broken'];
const worse = (a: Verdict, b: Verdict): Verdict => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);

import type { ContactPoint } from '../../domain/events';
import type { OverdueRow } from '../../intake/overdueRow';
import { handOverOf } from '../../intake/sinks';
import { chancesOf } from '../chance/chances';
import type { HandedOver, Unit } from '../life/liveUnit';
import { portfolioRows } from './portfolioRows';

type Wanted = Readonly<{
  path: string;
  rows: number;
  /** How many accounts to live; null lives each row once. */
  accounts: number | null;
  seed: number;
  takes: (row: OverdueRow) => boolean;
}>;

/** The chance that says where counting begins, apart from those of every account. */
const OFFSET_OF = 0xffff_ffff;

/**
 * The debtors of a portfolio, one by one. Rows of one debtor that stand together are one debtor with several accounts. When another
 * number of accounts is wanted than there are rows, each row comes so often that all have the same share (systematic sampling
 * with a drawn beginning), and every copy is a debtor of its own.
 */
export async function* units(wanted: Wanted): AsyncGenerator<Unit> {
  const { path, rows, accounts, takes } = wanted;
  const copiesOf = accounts === null || accounts === rows ? null : copier(wanted, accounts);
  let debtor = 0;
  let first = 0;
  let together: OverdueRow[] = [];
  let nth = 0;
  function* flush(copies: number): Generator<Unit> {
    if (together.length === 0) return;
    const handedOver = accountsOf(together);
    for (let copy = 0; copy < copies; copy++) {
      yield { debtor, first, accounts: handedOver };
      debtor += 1;
      first += handedOver.length;
    }
    together = [];
  }
  for await (const read of portfolioRows(path)) {
    if ('reason' in read) continue;
    const copies = copiesOf ? copiesOf(nth) : 1;
    nth += 1;
    if (!takes(read.row)) continue;
    if (copiesOf || read.row.debtorId !== together[0]?.debtorId) yield* flush(1);
    together.push(read.row);
    if (copiesOf) yield* flush(copies);
    together = copiesOf ? [] : together;
  }
  yield* flush(1);
}

/** How often the nth row comes: so many whole numbers lie between two points of a ruler that is laid over the rows. */
function copier({ rows, seed }: Wanted, accounts: number): (nth: number) => number {
  const offset = chancesOf(seed, OFFSET_OF)('payment', 0);
  const before = (nth: number): number => Math.ceil((nth * accounts) / rows - offset);
  return (nth) => (nth === rows - 1 ? accounts : before(nth + 1)) - Math.max(0, before(nth));
}

/** Addresses become ids: the same number or address of a debtor is the same contact point in each of the accounts. */
function accountsOf(rows: readonly OverdueRow[]): readonly HandedOver[] {
  const known = new Map<string, string>();
  return rows.map((row) => {
    const { account, person } = handOverOf(row);
    const { accountId: _, debtorId: __, ...facts } = account;
    const contactPoints = person.contactPoints.map(({ kind, value }): ContactPoint => {
      const id = known.get(`${kind} ${value}`) ?? `point-${known.size + 1}`;
      known.set(`${kind} ${value}`, id);
      return { id, kind };
    });
    return { ...facts, contactPoints };
  });
}

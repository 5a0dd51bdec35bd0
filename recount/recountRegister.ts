import { sql } from 'kysely';
import type { Trx } from '../storage/database';
import { enter, gapsIn, type Register } from './register';
import type { Breach } from './rules';

const ROWS_PER_PAGE = 5_000;
const BREACHES_KEPT = 1_000;
const RULE = 'LETTER-REGISTERED';
type Row = Readonly<{ position: bigint; account_id: string; version: number; at: Date; number: string | null }>;

/** The letter register as all journals together tell it: no number twice, and no gap [LETTER-REGISTERED]. */
export async function recountRegister(trx: Trx): Promise<Readonly<{ letters: number; breaches: readonly Breach[] }>> {
  const register: Register = new Map();
  const breaches: Breach[] = [];
  let letters = 0;
  for await (const { account_id: accountId, version, at, number } of lettersIn(trx)) {
    letters += 1;
    const verdict = enter(register, { id: number ?? '' });
    if (typeof verdict === 'string' || breaches.length >= BREACHES_KEPT) continue;
    breaches.push({ rule: RULE, accountId, version, at: at.getTime(), says: verdict.says });
  }
  const gaps = gapsIn(register).map((says): Breach => ({ rule: RULE, accountId: null, version: null, at: null, says }));
  return { letters, breaches: [...breaches, ...gaps] };
}

async function* lettersIn(trx: Trx): AsyncGenerator<Row> {
  for (let after = 0n; ;) {
    const { rows } = await sql<Row>`select position, account_id, version, at, body ->> 'registerNumber' as number
      from journal where type = 'LetterIssued' and position > ${after} order by position limit ${ROWS_PER_PAGE}`.execute(
      trx,
    );
    yield* rows;
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1)!.position;
  }
}

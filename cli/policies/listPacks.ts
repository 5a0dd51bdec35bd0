import { packVersions } from '../../storage/adoption/packVersions';
import { loadPolicies } from '../../storage/policies';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';
import { table } from '../terminal/table';

const HEADERS = ['pack', 'version', 'hash', 'in force', 'living accounts', 'valid through', 'calendar through'];

/** Prints every version of every pack that the service knows. */
export const listPacks = ({ json }: Readonly<{ json: boolean }>): Promise<void> =>
  onDatabase(async (db) => {
    const policies = await loadPolicies(db);
    const packs = (await packVersions(db)).map((version) => {
      const { valid, calendar } = policies(version.hash);
      return { ...version, validThrough: valid.through, calendarThrough: calendar.knownThrough };
    });
    if (json) return printJson({ packs });
    if (packs.length === 0) return print('No pack was loaded yet. Run `arrears migrate`.');
    const rows = packs.map((pack) => [
      pack.id,
      pack.version,
      pack.hash.slice(0, 12),
      pack.isInForce ? 'yes' : null,
      String(pack.accounts),
      pack.validThrough,
      pack.calendarThrough,
    ]);
    print(table(HEADERS, rows));
  });

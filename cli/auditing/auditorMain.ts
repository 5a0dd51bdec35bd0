import { Client, Connection } from '@temporalio/client';
import { openAudit, type AuditDebtors } from '../../audit/auditDebtors';
import { lightenReplay } from '../../audit/checks/replay/lightReplay';
import { codeOfBuilds } from '../../audit/codeOfBuilds';
import { connect } from '../../storage/database';
import { masterKeyFrom } from '../../storage/personalData';
import { createLog } from '../../worker/log';
import { installRuntime } from '../../worker/runtime';
import { wireRecords } from '../../worker/wireRecords';
import { explain } from '../terminal/explain';
import { say } from '../terminal/print';
import type { Answer, Brief, Order } from './talk';

const CONNECTIONS = 8;
const CONNECTS_WITHIN = '10s';

/** A process that audits the debtors it is given, until nobody gives it any more. */
let audit: AuditDebtors | undefined;

async function begin({ settings, temporalAddress, current }: Brief): Promise<Answer> {
  // A run that does not replay is an answer, not a line in a log.
  installRuntime(createLog('audit', 'silent'), undefined);
  lightenReplay();
  const db = connect(settings.DATABASE_URL, { connections: CONNECTIONS });
  const connection = temporalAddress === null ? null : await answering(temporalAddress);
  const temporal = connection && new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
  const master = masterKeyFrom(settings.ARREARS_MASTER_KEY);
  const records = await wireRecords(settings);
  audit = openAudit({ db, master, temporal, records, builds: codeOfBuilds(db, current) });
  return { is: 'ready' };
}

/** It answered before the audit began. If it does not any more, the archive is left, and what that does not hold is not checked. */
async function answering(address: string): Promise<Connection | null> {
  try {
    return await Connection.connect({ address, connectTimeout: CONNECTS_WITHIN });
  } catch {
    say(`Temporal does not answer at ${address} any more: this process takes histories from the archive alone.`);
    return null;
  }
}

async function obey(order: Order): Promise<Answer> {
  if (order.do === 'begin') return begin(order);
  return { is: 'audited', checked: await audit!(order.debtorIds) };
}

process.on('message', (order: Order) => {
  void obey(order)
    .catch((error: unknown): Answer => ({ is: 'failed', because: explain(error) }))
    .then((answer) => process.send?.(answer));
});
// Ctrl-C reaches every process of a terminal; whoever gives the orders ends this one.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

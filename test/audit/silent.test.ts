import { Client, Connection } from '@temporalio/client';
import { execFile } from 'node:child_process';
import { connect as dial, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { openAudit, type AuditParts } from '../../audit/auditDebtors';
import type { Checked } from '../../audit/finding';
import { auditAll } from '../../cli/auditing/auditAll';
import { AuditorTookTooLong, startAuditor } from '../../cli/auditing/auditor';
import type { Brief } from '../../cli/auditing/talk';
import { keepRun } from '../../storage/archive/archive';
import { readRun } from '../../worker/archive/readRun';
import { workflowIdOf } from '../../workflows/ids';
import { auditParts } from './auditParts';
import { servedAccounts, type ServedAccounts } from './servedAccounts';

let served: ServedAccounts;
let parts: AuditParts;
let brief: Brief;
let account: string;

beforeAll(async () => {
  served = await servedAccounts();
  parts = await auditParts(served);
  brief = { do: 'begin', settings: served.settings, temporalAddress: null, current: parts.builds.current };
  account = await served.open('silent');
  await served.pay(account, 'P1', 2_060_000n);
  await served.hasEnded(account);
}, 120_000);
afterAll(() => served?.drop(), 60_000);

/** Stands before Temporal, until it goes silent: connections stay open and nothing passes any more. */
async function fence() {
  const [host, port] = served.environment.TEMPORAL_ADDRESS.split(':') as [string, string];
  const sockets: Socket[] = [];
  let isSilent = false;
  const server: Server = createServer((near) => {
    sockets.push(near.on('error', () => {}));
    if (isSilent) return;
    const far = dial(Number(port), host).on('error', () => {});
    sockets.push(far);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fall = (): void => {
    isSilent = true;
    for (const socket of sockets) socket.unpipe().pause();
  };
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, fall, close };
}

const kindsOf = (checked: readonly Checked[]) =>
  checked.flatMap(({ check, findings }) => findings.map(({ kind, what }) => [check, kind, what]));

test('a Temporal that goes silent keeps no audit waiting: what needs it is not checked, the rest is [AUDIT]', async () => {
  const { address, fall, close } = await fence();
  const connection = await Connection.connect({ address });
  try {
    const audit = openAudit({ ...parts, temporal: new Client({ connection }) });
    fall();
    expect(kindsOf(await audit([`D-${account}`]))).toEqual([
      ['replay', 'notChecked', 'checkFailed'],
      ['witness', 'notChecked', 'checkFailed'],
    ]);
  } finally {
    await connection.close();
    close();
  }
}, 60_000);

test('a process that cannot reach Temporal any more takes histories from the archive alone [AUDIT]', async () => {
  const { address, fall, close } = await fence();
  fall();
  const auditor = await startAuditor({ ...brief, temporalAddress: address });
  try {
    const { db, master, temporal } = served;
    const { runId } = await temporal.workflow.getHandle(workflowIdOf(account)).describe();
    const { facts, historyJson } = await readRun(temporal, workflowIdOf(account), runId);
    await keepRun(db, master, facts, historyJson);
    expect(kindsOf(await auditor.audit([`D-${account}`], 60_000))).toEqual([]);
  } finally {
    await auditor.stop();
    close();
  }
}, 120_000);

test('a process that has no answer in time is ended, and says nothing of its accounts [AUDIT]', async () => {
  const auditor = await startAuditor(brief);
  try {
    await expect(auditor.audit([`D-${account}`], 1)).rejects.toThrow(AuditorTookTooLong);
    await expect(auditor.audit([`D-${account}`], 60_000)).rejects.toThrow('ended by itself');
  } finally {
    await auditor.stop();
  }
}, 60_000);

/** The auditing processes of this one, and no other child of it. */
async function killAuditors(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]);
  const pids = stdout.split('\n').filter((line) => line.includes('auditorMain'));
  for (const line of pids) process.kill(parseInt(line, 10), 'SIGKILL');
  return pids.length;
}

test('after a few processes that die no more are started: what is left is not checked, what was found stays [AUDIT]', async () => {
  const checked: Checked[] = [];
  const killed: number[] = [];
  async function* debtors() {
    for (let i = 0; i < 7; i++) {
      // A debtor is asked for when all before it but the last have been audited.
      if (i > 2) killed.push(await killAuditors());
      yield { debtorId: `D-${account}`, accounts: 50 };
    }
  }
  const onChecked = (found: readonly Checked[]): void => void checked.push(...found);
  await auditAll({ db: served.db, brief, jobs: 1, debtors: debtors(), onChecked, stopped: new Promise(() => {}) });
  const verdicts = checked
    .filter(({ check }) => check === 'journal')
    .map(({ findings }) => findings[0]?.what ?? 'clean');
  const unchecked = Array.from({ length: 5 }, () => 'checkFailed');
  expect(verdicts).toEqual(['clean', 'clean', ...unchecked]);
  expect(killed).toEqual([1, 1, 1, 1]);
}, 240_000);

import { Client, Connection } from '@temporalio/client';
import { writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import { makeBundle } from '../../audit/bundle/makeBundle';
import type { Reader } from '../../audit/bundle/form';
import { runsFor } from '../../audit/bundle/runsFor';
import { verifierFile } from '../../audit/bundle/verifierFile';
import { workerVariables } from '../../settings/variables';
import { readBuild } from '../../storage/builds';
import { sha256 } from '../../storage/canonical';
import { sealJournal } from '../../storage/checkpoints/seal';
import { masterKeyFrom } from '../../storage/personalData';
import { withDatabase } from '../../storage/prepareDatabase';
import { signingKeyOf } from '../checkpoints/key';
import { findService } from '../findService';
import { print, printJson } from '../terminal/print';

export type MakeOptions = Readonly<{
  out?: string;
  as: Reader;
  withTexts: boolean;
  withoutTemporal: boolean;
  seal: boolean;
  json: boolean;
}>;

const bundleVariables = workerVariables.pick({
  DATABASE_URL: true,
  ARREARS_MASTER_KEY: true,
  ARREARS_SIGNING_KEY: true,
});
const temporalVariables = workerVariables.pick({ TEMPORAL_ADDRESS: true, TEMPORAL_NAMESPACE: true });
type Temporal = z.output<typeof temporalVariables>;

/** Writes the bundle of some accounts, and its SHA-256 for the letter that goes with it. */
export async function makeBundleFile(accounts: readonly string[], options: MakeOptions): Promise<void> {
  const { out = 'bundle.zip', as: madeFor, withTexts, withoutTemporal, seal, json } = options;
  const place = await findService(bundleVariables);
  const reached = withoutTemporal ? null : await findService(temporalVariables);
  const key = signingKeyOf(place);
  const master = masterKeyFrom(place.ARREARS_MASTER_KEY);
  const madeAt = new Date();
  const verifier = await verifierFile();
  const bytes = await withDatabase(place.DATABASE_URL, async (db) => {
    if (seal) await sealJournal(db, key, madeAt);
    return withTemporal(reached, (temporal) =>
      makeBundle(
        db,
        { accounts, madeFor, madeAt, texts: withTexts ? master : null },
        { key, verifier, histories: runsFor({ db, master, temporal }), code: (build) => readBuild(db, build) },
      ),
    );
  });
  await writeFile(out, bytes);
  if (json) return printJson({ file: out, bytes: bytes.length, sha256: sha256(bytes), key: key.publicKey });
  print(`${out}: ${bytes.length} bytes\n  sha256  ${sha256(bytes)}\n  key     ${key.publicKey}`);
}

const CONNECT_WITHIN_MS = 5_000;

async function withTemporal<Result>(
  place: Temporal | null,
  work: (client: Client | null) => Promise<Result>,
): Promise<Result> {
  if (!place) return work(null);
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = place;
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_WITHIN_MS }).catch(() => {
    throw new Error(
      `Temporal does not answer at ${address}; --without-temporal takes histories from the archive alone.`,
    );
  });
  try {
    return await work(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

import { writeFile } from 'node:fs/promises';
import { verifierFile } from '../../audit/bundle/verifierFile';
import { sha256 } from '../../storage/canonical';
import { print } from '../terminal/print';

/** Whoever is to check a bundle gets the verifier by another way than the bundle; its SHA-256 says that it is this one. */
export async function writeVerifier({ out = 'verify.mjs' }: Readonly<{ out?: string }>): Promise<void> {
  const program = await verifierFile();
  await writeFile(out, program);
  print(`${sha256(program)}  ${out}`);
}

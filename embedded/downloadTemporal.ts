import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { placeInCache, run } from './placeInCache';

const answerLimitMs = 5_000;
const archiveLimitMs = 180_000;

const Release = z.object({ archiveUrl: z.url(), fileToExtract: z.string().regex(/^\w[\w.-]*$/) });

/**
 * Downloads the archive that Temporal's SDKs download for their test servers and puts the CLI of it at `target`.
 * `TEMPORAL_DOWNLOAD_URL` names a mirror. Throws after a few seconds when the site cannot be reached.
 */
export async function downloadTemporal(
  version: string,
  target: string,
  onMessage: (text: string) => void,
): Promise<void> {
  const site = process.env['TEMPORAL_DOWNLOAD_URL'] || 'https://temporal.download';
  try {
    const release = Release.parse(await (await get(releaseUrl(site, version), answerLimitMs)).json());
    onMessage(`Downloading the Temporal CLI ${version}, once.`);
    await placeInCache(target, (folder) => extract(release, folder));
  } catch (error) {
    throw new Error(`It could not be downloaded from ${site}.`, { cause: error });
  }
}

function releaseUrl(site: string, version: string): URL {
  const url = new URL(`cli/${version}`, site.endsWith('/') ? site : `${site}/`);
  url.searchParams.set('platform', process.platform);
  url.searchParams.set('arch', process.arch === 'x64' ? 'amd64' : process.arch);
  url.searchParams.set('format', 'tar.gz');
  return url;
}

async function extract({ archiveUrl, fileToExtract }: z.infer<typeof Release>, folder: string): Promise<string> {
  const archive = path.join(folder, 'archive.tar.gz');
  const { body } = await get(new URL(archiveUrl), archiveLimitMs);
  if (!body) throw new Error(`${archiveUrl} is empty.`);
  // The DOM's types, which come with the pages, know a stream that differs from Node's in name only.
  await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(archive));
  await run('tar', ['-xzf', archive, '-C', folder, fileToExtract], { timeout: 60_000 });
  return path.join(folder, fileToExtract);
}

async function get(url: URL, limitMs: number): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
  if (!response.ok) throw new Error(`${url.host} answered ${response.status}.`);
  return response;
}

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findTemporal } from '../../embedded/findTemporal';
import { onPath } from '../../embedded/onPath';

const before = { ...process.env };
const folder = mkdtempSync(path.join(os.tmpdir(), 'arrears-find-'));
const cached = path.join(folder, 'cache', 'bin', 'temporal');
const bin = path.join(folder, 'path');
let messages: string[];
let site: Server;
let requests: string[];
let archive: Buffer | undefined;

beforeAll(async () => {
  site = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (!archive) response.writeHead(404).end();
    else if (request.url === '/archive') response.end(archive);
    else response.end(JSON.stringify({ archiveUrl: `${siteUrl()}/archive`, fileToExtract: 'temporal' }));
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
});

beforeEach(() => {
  messages = [];
  requests = [];
  archive = undefined;
  rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  for (const tool of ['tar', 'gzip']) symlinkSync(onToolPath(tool), path.join(bin, tool));
  process.env['PATH'] = bin;
  process.env['ARREARS_CACHE'] = path.join(folder, 'cache');
  process.env['TEMPORAL_DOWNLOAD_URL'] = siteUrl();
  delete process.env['TEMPORAL_CLI'];
});

afterAll(() => {
  process.env = before;
  site.closeAllConnections();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the path in TEMPORAL_CLI is used before any other', async () => {
  place(path.join(bin, 'temporal'));
  process.env['TEMPORAL_CLI'] = place(path.join(folder, 'mine'));
  expect(await find()).toBe(path.join(folder, 'mine'));
});

test('a wrong path in TEMPORAL_CLI is an error that names it', async () => {
  place(path.join(bin, 'temporal'));
  process.env['TEMPORAL_CLI'] = path.join(folder, 'missing');
  await expect(find()).rejects.toThrow(/TEMPORAL_CLI is .*missing, which is no executable file/);
});

test('the PATH comes before the cache', async () => {
  place(cached);
  place(path.join(bin, 'temporal'));
  expect(await find()).toBe(path.join(bin, 'temporal'));
});

test('what lies in the cache is not downloaded again', async () => {
  place(cached);
  expect(await find()).toBe(cached);
  expect(requests).toEqual([]);
});

test('a machine without the CLI downloads the release for its platform into the cache', async () => {
  archive = packed('#!/bin/sh\necho downloaded\n');
  expect(await find()).toBe(cached);
  expect(output(cached)).toBe('downloaded');
  expect(requests[0]).toMatch(
    new RegExp(`^/cli/v[\\d.]+\\?platform=${process.platform}&arch=(amd64|arm64)&format=tar.gz$`),
  );
});

test('a download that does not run is not kept, and Go builds instead', async () => {
  archive = packed('#!/bin/sh\nexit 1\n');
  placeGo();
  expect(await find()).toBe(cached);
  expect(output(cached)).toMatch(/^built github.com\/temporalio\/cli\/cmd\/temporal@v\d/);
  expect(messages.at(-1)).toMatch(/with Go, once; this takes about 4 minutes/);
});

test('two builds at once leave one whole program and no rubbish', async () => {
  placeGo();
  expect(await Promise.all([find(), find()])).toEqual([cached, cached]);
  expect(output(cached)).toMatch(/^built/);
  expect(execFileSync(onToolPath('ls'), [path.dirname(cached)], { encoding: 'utf8' })).toBe('temporal\n');
});

test('a build that breaks off leaves no part of a program', async () => {
  placeGo('exit 1');
  await expect(find()).rejects.toThrow('Go could not build it');
  expect(existsSync(cached)).toBe(false);
});

test('when nothing works one error says why and what to do', async () => {
  const failure = await find().catch((error: Error) => error.message);
  expect(failure).toMatch(/could not be downloaded from http.*no Go compiler.*TEMPORAL_CLI.*TEMPORAL_ADDRESS/s);
  expect(existsSync(cached)).toBe(false);
});

function find(): Promise<string> {
  return findTemporal((text) => messages.push(text));
}

function place(file: string, script = '#!/bin/sh\necho here\n'): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}

/** A compiler that writes its program in two pieces, with `between` in between. */
function placeGo(between = ':'): void {
  const lines = [
    '#!/bin/sh',
    'printf "#!/bin/sh\\n" > "$GOBIN/temporal"',
    `${onToolPath('chmod')} 755 "$GOBIN/temporal"`,
    between,
    'echo "echo built $2" >> "$GOBIN/temporal"',
  ];
  place(path.join(bin, 'go'), lines.join('\n'));
}

function packed(script: string): Buffer {
  const source = path.dirname(place(path.join(folder, 'source', 'temporal'), script));
  execFileSync(onToolPath('tar'), ['-czf', path.join(folder, 'archive'), '-C', source, 'temporal'], { env: before });
  return readFileSync(path.join(folder, 'archive'));
}

function output(program: string): string {
  return execFileSync(program, { encoding: 'utf8' }).trim();
}

function onToolPath(tool: string): string {
  process.env['PATH'] = before['PATH'];
  const found = onPath(tool);
  process.env['PATH'] = bin;
  if (!found) throw new Error(`This test needs ${tool}.`);
  return found;
}

function siteUrl(): string {
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
}

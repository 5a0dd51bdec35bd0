import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ACCESS } from '../../api/access';
import { readSettings } from '../../settings/readSettings';
import { apiVariables, migrateVariables, workerVariables } from '../../settings/variables';
import { masterKeyFrom } from '../../storage/personalData';
import { filledIn, placeholders, project, readCompose, readText, type Service } from './readCompose';

const { services, volumes } = readCompose();
const OURS = { migrate: migrateVariables, worker: workerVariables, api: apiVariables } as const;
const ours = Object.entries(OURS).map(([name, variables]) => [name, services[name]!, variables] as const);
const all = Object.entries(services);
const isOneShot = ([name]: readonly [string, Service]): boolean =>
  all.some(([, { depends_on }]) => depends_on[name]?.condition === 'service_completed_successfully');
const given: Readonly<Record<string, string>> = {
  ARREARS_BUILD: '1a2b3c',
  ARREARS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  ARREARS_JWT_PUBLIC_KEY: '{}',
  ARREARS_OWNER_PASSWORD: 'aa11',
  ARREARS_DATABASE_PASSWORD: 'bb22',
  TEMPORAL_DATABASE_PASSWORD: 'cc33',
};
const environmentOf = ({ environment }: Service): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value, given)]));

test('every command of our services is a command of the program', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/arrears.cjs', '--help'], { cwd: project });
  const known = [...stdout.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
  for (const [name, service] of ours) {
    expect(service.command).toEqual(['node', 'bin/arrears.cjs', name]);
    expect(known).toContain(name);
  }
});

test.each(ours)('%s is given every variable that it reads, and no other', (_, { environment }, variables) => {
  expect(Object.keys(environment).sort()).toEqual(Object.keys(variables.shape).sort());
});

test.each(ours)('%s starts with nothing set but what the compose file demands', (_, service, variables) => {
  const settings = readSettings<z.ZodType>(variables, environmentOf(service));
  expect(settings).toMatchObject({ DATABASE_URL: expect.stringMatching(/^postgres:/) });
  if (service.environment['ARREARS_MASTER_KEY']) masterKeyFrom(environmentOf(service)['ARREARS_MASTER_KEY']!);
});

test('what is not set has the same default here as in the code', () => {
  for (const [, { environment }, variables] of ours) {
    for (const [name, text] of Object.entries(environment)) {
      const [placeholder] = placeholders(text);
      if (placeholder?.whole !== text || placeholder.isRequired) continue;
      const schema = (variables.shape as Readonly<Record<string, z.ZodType>>)[name]!;
      expect([name, schema.parse(placeholder.fallback || undefined)]).toEqual([name, schema.parse(undefined)]);
    }
  }
});

test('addresses name services of this file and their ports', () => {
  const worker = environmentOf(services['worker']!);
  expect(new URL(worker['DATABASE_URL']!)).toMatchObject({ hostname: 'database', port: '5432', pathname: '/arrears' });
  expect(new URL(environmentOf(services['migrate']!)['DATABASE_URL']!)).toMatchObject({
    hostname: 'database',
    username: services['database']!.environment['POSTGRES_USER'],
    pathname: `/${services['database']!.environment['POSTGRES_DB']}`,
  });
  expect(worker['TEMPORAL_ADDRESS']).toBe('temporal:7233');
  expect(services['temporal']!.environment['POSTGRES_SEEDS']).toBe('temporal-database');
  expect(Object.keys(services)).toEqual(expect.arrayContaining(['database', 'temporal', 'temporal-database']));
});

test('workers and APIs do not log in as the owner of the tables', () => {
  const owner = services['database']!.environment['POSTGRES_USER'];
  for (const name of ['worker', 'api']) {
    const { username } = new URL(environmentOf(services[name]!)['DATABASE_URL']!);
    expect(username).not.toBe(owner);
    expect(readText('docker-compose.yml')).toContain(`create role ${username} login in role arrears_app`);
  }
});

test('the API is asked at a route that it has, on its own port, and anybody may ask', () => {
  const { environment, healthcheck, ports } = services['api']!;
  const [, port, route] = /http:\/\/127\.0\.0\.1:(\d+)(\/\w+)/.exec(healthcheck!.test.join(' '))!;
  expect(ACCESS[`GET ${route}`]).toBe('open');
  expect(port).toBe(environment['API_PORT']);
  expect(apiVariables.shape.API_PORT.parse(undefined)).toBe(Number(port));
  expect(ports.map((published) => filledIn(published, {}))).toEqual([`127.0.0.1:8080-8089:${port}`]);
});

test('the worker is asked where its metrics are', () => {
  const { environment, healthcheck } = services['worker']!;
  const port = environment['WORKER_METRICS_ADDRESS']!.split(':')[1];
  expect(healthcheck!.test.join(' ')).toContain(`http://127.0.0.1:${port}/metrics`);
});

test('how many workers and APIs there are can be set, and there is a port for each API', () => {
  expect(services['worker']!.deploy!.replicas).toBe('${WORKERS:-2}');
  expect(services['api']!.deploy!.replicas).toBe('${APIS:-2}');
  const [first, last] = /(\d+)-(\d+):8080$/.exec(filledIn(services['api']!.ports[0]!, {}))!.slice(1).map(Number);
  expect(last! - first! + 1).toBeGreaterThanOrEqual(2);
});

test.each(all)('%s is pinned, starts again, and is asked how it is', (name, service) => {
  expect(filledIn(service.image, given)).toMatch(/^[a-z/-]+:(1a2b3c|\d+\.\d+(\.\d+)?)$/);
  expect(service.restart).toBe(isOneShot([name, service]) ? 'on-failure:5' : 'unless-stopped');
  expect(service.healthcheck !== undefined).toBe(!isOneShot([name, service]));
});

test('who waits for a service waits until it is ready, or done', () => {
  for (const [, { depends_on }] of all) {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      expect(Object.keys(services)).toContain(name);
      expect(condition).toBe(isOneShot([name, services[name]!]) ? 'service_completed_successfully' : 'service_healthy');
    }
  }
});

test('nothing of Temporal, and no database, is open to the network', () => {
  for (const [name, { ports }] of all) {
    if (name === 'api') continue;
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  }
  expect(services['database']!.ports).toEqual([]);
  expect(services['temporal-database']!.ports).toEqual([]);
});

test('databases and the outbox are kept in volumes', () => {
  for (const name of ['database', 'temporal-database', 'worker']) {
    const [volume] = services[name]!.volumes[0]!.split(':');
    expect(Object.keys(volumes)).toContain(volume);
  }
  const [, mountedAt] = services['worker']!.volumes[0]!.split(':');
  expect(environmentOf(services['worker']!)['ARREARS_OUTBOX']).toBe(mountedAt);
  expect(readText('Dockerfile')).toContain(`--owner=node --group=node --mode=700 ${mountedAt}`);
});

test('there is no secret in the file, and no default for one', () => {
  const isSecret = ({ name }: { name: string }): boolean => /PASSWORD|PWD|SECRET|TOKEN|_KEY|SMTP_URL/.test(name);
  const text = readText('docker-compose.yml');
  const withDefault = placeholders(text).filter(({ isRequired, fallback }) => !isRequired && fallback !== '');
  expect(withDefault.filter(isSecret)).toEqual([]);
  const passedOn = all.flatMap(([, { environment }]) =>
    Object.entries(environment).map(([name, value]) => ({ name, written: filledIn(value, {}) })),
  );
  expect(passedOn.filter(isSecret).filter(({ written }) => written !== '')).toEqual([]);
  // An address or a statement with a password holds a place for it, never the password itself.
  for (const [, password] of text.matchAll(/:\/\/\w+:([^@\s]+)@/g)) expect(password).toMatch(/^\$\{\w+:\?[^}]+\}$/);
  for (const [, password] of text.matchAll(/password '([^']+)'/g)) expect(password).toMatch(/^\$\{\w+:\?[^}]+\}$/);
});

test('.env.example explains each variable of the compose file, gives its default, and no other', () => {
  const lines = readText('.env.example').split('\n');
  const explained = lines.flatMap((line) => {
    const match = /^(#?)([A-Z_]+)=(.*)$/.exec(line);
    return match ? [{ name: match[2]!, value: match[3]!, isRequired: match[1] === '' }] : [];
  });
  const used = new Map(placeholders(readText('docker-compose.yml')).map((found) => [found.name, found]));
  expect(explained.map(({ name }) => name).sort()).toEqual([...used.keys()].sort());
  for (const { name, value, isRequired } of explained) {
    expect([name, isRequired, value]).toEqual([name, used.get(name)!.isRequired, used.get(name)!.fallback ?? '']);
  }
});

describe('the image', () => {
  const allowed = readText('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));

  test('holds only what .dockerignore lets in, and no secret can be among it', () => {
    expect(readText('.dockerignore').split('\n')).toContain('*');
    for (const name of allowed) expect(existsSync(path.join(project, name))).toBe(true);
    expect(allowed.filter((name) => /^(\.env|\.arrears|\.git|test|node_modules)/.test(name))).toEqual([]);
  });

  test('holds every file that the program is made of', () => {
    const needed = [...importedFrom('cli/main.ts')];
    expect(needed).toEqual(expect.arrayContaining(['worker/startWorker.ts', 'workflows/index.ts', 'api/startApi.ts']));
    const outside = needed.filter((file) => !allowed.includes(file.split('/')[0]!));
    expect(outside).toEqual([]);
    expect(allowed).toEqual(expect.arrayContaining(['bin', 'policies', 'workflows']));
  });

  test('runs the program of this project, not as root, on a pinned Node that the project takes', () => {
    const text = readText('Dockerfile');
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) => files!.split(' '));
    for (const file of copied) expect(file === '.' || allowed.includes(file)).toBe(true);
    const [, program] = JSON.parse(/^CMD (.+)$/m.exec(text)![1]!) as string[];
    expect(existsSync(path.join(project, program!))).toBe(true);
    expect(text.indexOf('\nUSER node\n')).toBeGreaterThan(text.lastIndexOf('\nRUN '));
    expect(text).not.toContain('HEALTHCHECK');
    const images = [...text.matchAll(/^FROM node:(\d+)\.\d+\.\d+-slim/gm)].map(([, major]) => Number(major));
    expect(images).toHaveLength(text.match(/^FROM /gm)!.length);
    for (const major of images) expect(major).toBeGreaterThanOrEqual(20);
  });
});

/** All files of ours that a file needs, itself included; `bench` is for a checkout, with its own parts. */
function importedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || file === 'cli/commands/bench.ts') return seen;
  seen.add(file);
  const text = readText(file);
  for (const [, found] of text.matchAll(/(?:from |require\(|require\.resolve\()'(\.{1,2}\/[^']+)'/g)) {
    const base = path.posix.join(path.posix.dirname(file), found!);
    const target = [base, `${base}.ts`, `${base}/index.ts`].find(
      (name) => name.endsWith('.ts') && existsSync(path.join(project, name)),
    );
    if (target) importedFrom(target, seen);
  }
  return seen;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const project = path.join(__dirname, '..', '..');
export const readText = (name: string): string => readFileSync(path.join(project, name), 'utf8');

const service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).default([]),
  restart: z.string().optional(),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  deploy: z.object({ replicas: z.string() }).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const compose = z.object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) });

export type Service = z.output<typeof service>;

/** The compose file as it is written: `${…}` is left as it stands. */
export const readCompose = () => compose.parse(parse(readText('docker-compose.yml'), { merge: true }));

/** Each `${NAME…}` of a text: `:?` makes it required, `:-` gives it a default. */
export const placeholders = (text: string) =>
  [...text.matchAll(/(?<!\$)\$\{(\w+)(?:(:\?|:-)([^}]*))?\}/g)].map(([whole, name, kind, value]) => ({
    whole,
    name: name!,
    isRequired: kind === ':?',
    fallback: kind === ':-' ? value! : null,
  }));

/** The text as compose would pass it on, with `given` for what is not left to its default. */
export const filledIn = (text: string, given: Readonly<Record<string, string>>): string =>
  placeholders(text)
    .reduce((done, { whole, name, fallback }) => done.replace(whole, given[name] ?? fallback ?? ''), text)
    .replaceAll('$$', '$');

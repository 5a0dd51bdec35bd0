import { execFileSync } from 'node:child_process';

export type User = Readonly<{ uid: number; gid: number }>;

/** Whom PostgreSQL runs as, since it refuses root: `postgres`, else `nobody`. Undefined when we are not root. */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = idsOf('postgres') ?? idsOf('nobody');
  if (user) return user;
  throw new Error(
    'PostgreSQL does not run as root and there is neither a user postgres nor nobody. Create one of them.',
  );
}

function idsOf(name: string): User | undefined {
  try {
    return { uid: id('-u', name), gid: id('-g', name) };
  } catch {
    return undefined;
  }
}

function id(what: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [what, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

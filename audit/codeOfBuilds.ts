import { readBuild, type BuildCode } from '../storage/builds';
import type { Db } from '../storage/database';

/** The build that audits, and the code of any other that was kept. */
export type CodeOfBuilds = Readonly<{
  current: BuildCode & Readonly<{ build: string }>;
  /** Undefined for a build whose code nobody kept; text where what was kept was altered and says so. */
  of(build: string): Promise<BuildCode | string | undefined>;
}>;

/** Each build is read once; an audit meets few of them. */
export function codeOfBuilds(db: Db, current: CodeOfBuilds['current']): CodeOfBuilds {
  const known = new Map<string, Promise<BuildCode | string | undefined>>();
  const read = (build: string) => readBuild(db, build).catch((error: Error) => error.message);
  return {
    current,
    of: (build) => {
      const before = known.get(build);
      if (before) return before;
      const found = read(build);
      known.set(build, found);
      return found;
    },
  };
}

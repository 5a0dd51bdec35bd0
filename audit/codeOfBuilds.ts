import { BuildIsAltered, readBuild, type BuildCode } from '../storage/builds';
import type { Db } from '../storage/database';

/** The build that audits, and the code of any other that was kept. */
export type CodeOfBuilds = Readonly<{
  current: BuildCode & Readonly<{ build: string }>;
  /** Undefined for a build whose code nobody kept; text where what was kept was altered and says so. */
  of(build: string): Promise<BuildCode | string | undefined>;
}>;

/** Each build is read once; an audit meets few of them. A read that failed says nothing about the build and is tried again. */
export function codeOfBuilds(db: Db, current: CodeOfBuilds['current']): CodeOfBuilds {
  const known = new Map<string, Promise<BuildCode | string | undefined>>();
  return {
    current,
    of: (build) => {
      const before = known.get(build);
      if (before) return before;
      const found = read(db, current, build);
      known.set(build, found);
      found.catch(() => known.delete(build));
      return found;
    },
  };
}

async function read(db: Db, current: CodeOfBuilds['current'], build: string): Promise<BuildCode | string | undefined> {
  try {
    const code = await readBuild(db, build);
    if (!code || build !== current.build || isSame(code, current)) return code;
    return `The build ${build} cannot be used: the code that is kept under this id is not that of the current build, which has it`;
  } catch (error) {
    if (error instanceof BuildIsAltered) return error.message;
    throw error;
  }
}

const isSame = (one: BuildCode, other: BuildCode): boolean =>
  one.workflowBundle === other.workflowBundle && one.decisionBundle === other.decisionBundle;

import { createRequire } from 'node:module';
import { createContext, runInContext, Script } from 'node:vm';

/** The parts of Node.js that compute; the code that decides needs no others. */
const MODULES = ['crypto', 'path', 'util', 'buffer'];
const EXECUTABLE = process.execPath;

/** The code that decides of one build; `withinMs` is for reading it in and for each call. */
export type DecisionCode = Readonly<{ build: string; code: string; withinMs: number }>;
export type Redecide = (requestJson: string) => string;

/**
 * Loads the code that decides of a build into a context of its own: no environment, no files, no network, no time without end.
 * This keeps honest code from reaching out by accident; it is no prison for code that wants to.
 */
export function loadRedecide({ build, code, withinMs }: DecisionCode): Redecide {
  const module = { exports: {} as { redecide?: unknown } };
  const context = createContext({ ...globalsFor(build), module, exports: module.exports });
  // In a function, as Node.js loads it too: its own names must not meet ours.
  runInContext(`(function () {${code}\n})()`, context, { filename: `${build}/decisions.js`, timeout: withinMs });
  if (typeof module.exports.redecide !== 'function') throw new Error(`the code of build ${build} does not decide`);
  const call = new Script('module.exports.redecide(request)');
  return (requestJson) => {
    context['request'] = requestJson;
    const answer: unknown = call.runInContext(context, { timeout: withinMs });
    if (typeof answer === 'string') return answer;
    throw new Error(`the code of build ${build} answers with no text`);
  };
}

function globalsFor(build: string) {
  const load = createRequire(EXECUTABLE);
  const process = { env: {}, emitWarning: () => {} };
  const require = (name: string): unknown => {
    const plain = name.replace(/^node:/, '');
    if (plain === 'process') return process;
    if (MODULES.includes(plain)) return load(`node:${plain}`);
    throw new Error(`the code of build ${build} asks for ${name}`);
  };
  return { process, require, Buffer, TextEncoder, TextDecoder, URL, console };
}

import type { Difference } from '../../../domain/redecide/redecideTurn';

/** A difference in one sentence. Events and answers hold ids, names and figures only, so they may be shown. */
export function differenceText({ version, about, was, wouldBe }: Difference): string {
  if (about === 'answer')
    return `Decided again, a command at version ${version} is answered otherwise: ${parts(was, wouldBe)}.`;
  if (about === 'next') return `Decided again, something else comes after version ${version}: ${parts(was, wouldBe)}.`;
  if (wouldBe === null) return `Version ${version} is ${nameOf(was)}; decided again, it would not be written.`;
  if (was === null) return `Decided again, ${nameOf(wouldBe)} would be written as version ${version}; it is not there.`;
  if (nameOf(was) !== nameOf(wouldBe))
    return `Version ${version} is ${nameOf(was)}; decided again, it would be ${nameOf(wouldBe)}.`;
  return `Decided again, ${nameOf(was)} of version ${version} differs: ${parts(was, wouldBe)}.`;
}

/** A row is an event with its cause. */
function nameOf(row: unknown): string {
  const event = isObject(row) ? row['event'] : undefined;
  return isObject(event) && typeof event['type'] === 'string' ? event['type'] : 'another event';
}

function parts(was: unknown, wouldBe: unknown): string {
  const [first, ...others] = differing(was, wouldBe, []);
  if (!first) return 'only in its form';
  const [path, before, again] = first;
  const said = `${path.join('.') || 'it'} was ${text(before)}, would be ${text(again)}`;
  return others.length === 0 ? said : `${said}, and ${others.length} more`;
}

type Part = readonly [path: readonly string[], was: unknown, wouldBe: unknown];

function differing(was: unknown, wouldBe: unknown, path: readonly string[]): readonly Part[] {
  if (!isObject(was) || !isObject(wouldBe)) return text(was) === text(wouldBe) ? [] : [[path, was, wouldBe]];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(wouldBe)])];
  return keys.flatMap((key) => differing(was[key], wouldBe[key], [...path, key]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const LENGTH_MAX = 160;
function text(value: unknown): string {
  const json =
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'nothing';
  return json.length > LENGTH_MAX ? `${json.slice(0, LENGTH_MAX)}…` : json;
}

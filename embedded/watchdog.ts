import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Neither PostgreSQL nor Temporal notices that its parent is gone. So one small shell process reads from a pipe of ours,
 * which closes however we die, also by kill -9, and then ends them: politely, and after ten seconds by force.
 */
const script = `
pids=
while read -r word value; do
  case $word in
    started) pids="$pids $value" ;;
    ended) rest=; for pid in $pids; do [ "$pid" = "$value" ] || rest="$rest $pid"; done; pids=$rest ;;
    remove) set -- "$@" "$value" ;;
  esac
done
for pid in $pids; do kill -INT "$pid"; done
for second in 1 2 3 4 5 6 7 8 9 10; do
  alive=
  for pid in $pids; do kill -0 "$pid" && alive=yes; done
  [ "$alive" ] || break
  sleep 1
done
for pid in $pids; do kill -KILL "$pid"; done
for folder in "$@"; do rm -rf "$folder"; done
`;

let watchdog: ChildProcess | undefined;
const watched = new Set<number>();
const toRemove: string[] = [];

/** From now on this child process ends when our process does. */
export function watch(pid: number): void {
  watchdog ??= start();
  watched.add(pid);
  tell(`started ${pid}`);
}

/** The child process has ended; its pid may soon be a stranger's. The last one takes the watchdog along. */
export function unwatch(pid: number): void {
  watched.delete(pid);
  tell(`ended ${pid}`);
  if (watched.size > 0) return;
  watchdog?.kill('SIGKILL');
  watchdog = undefined;
}

/** Should our process be killed while parts run, this folder is removed once they have ended. */
export function removeWhenKilled(folder: string): void {
  toRemove.push(folder);
  if (watchdog) tell(`remove ${folder}`);
}

function start(): ChildProcess {
  // In a process group of its own, so that Ctrl-C in the terminal does not end it before us.
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' });
  child.unref();
  child.on('error', () => undefined); // no shell: then nothing watches, which is no reason not to run
  child.stdin?.on('error', () => undefined);
  for (const folder of toRemove) child.stdin?.write(`remove ${folder}\n`);
  return child;
}

function tell(line: string): void {
  watchdog?.stdin?.write(`${line}\n`);
}

import { Runtime, type Logger, type LogLevel } from '@temporalio/worker';
import type { Log } from './log';

const LEVELS: Readonly<Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** Temporal's own messages, into our log. Of an error only its kind is kept: the failure shield told the rest. */
export function temporalLogger(log: Log): Logger {
  const write = (level: LogLevel, message: string, meta: object = {}): void => {
    const { error, ...rest } = meta as { error?: unknown };
    const failure = error instanceof Error ? { failure: error.name } : {};
    log[LEVELS[level]]({ ...rest, ...failure }, message);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

/** One runtime for a process: logs in one place, metrics for Prometheus where an address is given. */
export function installRuntime(log: Log, metricsAddress: string | undefined): void {
  if (Runtime._instance) return;
  Runtime.install({
    logger: temporalLogger(log),
    // Signals are handled by the process itself.
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
      ...(metricsAddress && { metrics: { prometheus: { bindAddress: metricsAddress } } }),
    },
  });
}

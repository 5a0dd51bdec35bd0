import pino from 'pino';

export type Log = pino.Logger;

/** JSON lines on standard error. Only names, numbers and codes are ever handed to it: there is nothing to mask. */
export const createLog = (name: string, level: string): Log =>
  pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));

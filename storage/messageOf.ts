import type { Message } from '../domain/message';
import { instant } from '../domain/time';
import { decodeCommand, decodeFact } from './messageCodec';

/** A message as the inbox keeps it; moments in milliseconds. */
export type KeptMessage = Readonly<{
  id: string;
  isCommand: boolean;
  body: unknown;
  receivedAt: number;
  expiresAt: number | null;
}>;

/** Reads a message as the domain hears it. Throws for a body that is none. */
export function messageOf({ id, isCommand, body, receivedAt, expiresAt }: KeptMessage): Message {
  const head = { id, receivedAt: instant(receivedAt) };
  if (!isCommand) return { ...head, fact: decodeFact(body) };
  return { ...head, command: decodeCommand(body), expiresAt: instant(expiresAt ?? NaN) };
}

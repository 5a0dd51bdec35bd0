import { z } from 'zod';

const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** A provider's address: https, because personal data travel to it; plain http is allowed on this machine only. */
export const providerUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => text.startsWith('https:') || isLoopback(new URL(text)),
    'must be https, or http on localhost, 127.0.0.1 or [::1]',
  )
  .transform((text) => text.replace(/\/+$/, ''));

/** Whether an address is on this machine, so that what is sent there stays here. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.includes(url.hostname);
}

import { tokensFor } from './keys';
import { rehearseOnParts, type RehearsalOptions } from './rehearseOnParts';
import { openScreen } from './screen';
import type { Service } from './service';

export type StartOptions = RehearsalOptions & Readonly<{ stay: boolean }>;

/** The rehearsal for people: where everything is, the picture, the report, and the service for as long as they like. */
export async function start(options: StartOptions): Promise<void> {
  const screen = openScreen();
  await rehearseOnParts(options, {
    screen,
    onStarted: (service) => introduce(service, screen.say),
    onEnded: async ({ finished }, service, stopped) => {
      if (!options.stay || !finished) return;
      screen.say('\nThe service stays up; Ctrl-C stops it.');
      await Promise.race([stopped, service.broken]);
    },
  });
}

async function introduce(service: Service, say: (text: string) => void): Promise<void> {
  say(`API          ${service.apiUrl}  (OpenAPI at /openapi.json)`);
  if (service.parts.temporalUiUrl) say(`Temporal UI  ${service.parts.temporalUiUrl}`);
  for (const [role, token] of await tokensFor(service.keys)) say(`token ${role.padEnd(11)} ${token}`);
}

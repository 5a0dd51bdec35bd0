/** Ends what `globalSetup` started in this run of jest. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopTestParts?: () => Promise<void> }).stopTestParts?.();
}

/** A process for the tests: starts parts, says so in one line of JSON, and stays until it is killed. */
import { startParts } from '../../embedded/startParts';

async function parentOfParts(dataFolder: string): Promise<void> {
  const { databaseUrl, temporalAddress } = await startParts({
    dataFolder,
    durable: false,
    headless: true,
    temporary: true,
    onMessage: () => undefined,
  });
  process.stdout.write(`${JSON.stringify({ databaseUrl, temporalAddress })}\n`);
}

void parentOfParts(process.argv[2] as string);

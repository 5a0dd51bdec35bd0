import { Command } from 'commander';
import { faults, startSmsGateway, type Fault } from './smsGateway';

/**
 * Runs the gateway as a process of its own and prints `{"url":"…"}` as its first line. Example:
 * `npx tsx test/activities/adapters/gateways/smsGatewayMain.ts --port 0 --seed 7 --chance acceptThenDrop=0.1 fail=0.05`
 */
async function main(): Promise<void> {
  const options = new Command()
    .option('--port <number>', 'port to listen on; 0 takes a free one', Number, 0)
    .option('--seed <number>', 'repeats the same faults', Number, 1)
    .option('--chance <fault=share...>', `one of ${faults.join(', ')} and its share, 0 to 1`, [])
    .parse()
    .opts<{ port: number; seed: number; chance: string[] }>();
  const chances = Object.fromEntries(options.chance.map(readChance));
  const gateway = await startSmsGateway({ port: options.port, seed: options.seed, chances });
  console.log(JSON.stringify({ url: gateway.url }));
}

function readChance(text: string): [Fault, number] {
  const [name, share] = text.split('=');
  const fault = faults.find((one) => one === name);
  if (!fault || !(Number(share) >= 0 && Number(share) <= 1)) {
    throw new Error(
      `"${text}" is no chance; write one of ${faults.join(', ')}, an equals sign and a number from 0 to 1`,
    );
  }
  return [fault, Number(share)];
}

void main();

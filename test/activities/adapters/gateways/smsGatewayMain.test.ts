import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { twilioShapedGateway, twilioShapedSettings } from '../../../../activities/adapters/sms/twilioShapedGateway';

test('the gateway runs as a process of its own, repeats its faults by seed and shows what it took', async () => {
  const runs = [await outcomesOfOneRun(), await outcomesOfOneRun()];
  expect(runs[0]).toEqual(runs[1]);
  expect(runs[0]?.outcomes).toContain('unknown');
  expect(runs[0]?.outcomes).toContain('accepted');
  // Whatever the gateway took was accepted or at least not called unsent.
  expect(runs[0]?.taken).toEqual(expect.arrayContaining(runs[0]?.acceptedReferences ?? []));
});

async function outcomesOfOneRun() {
  const script = join(__dirname, 'smsGatewayMain.ts');
  const chances = ['acceptThenDrop=0.3', 'fail=0.1', 'rateLimit=0.1'];
  const gateway = spawn(process.execPath, ['--require', 'tsx/cjs', script, '--seed', '7', '--chance', ...chances], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(gateway.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const messenger = twilioShapedGateway(
    twilioShapedSettings.parse({
      baseUrl: url,
      accountSid: 'AC-test',
      authToken: 'token-test',
      sender: { messagingServiceSid: 'MG1' },
      publicUrl: 'https://arrears.example',
    }),
  );
  const outcomes: string[] = [];
  const acceptedReferences: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    const reference = `attempt-${index}`;
    const message = {
      reference,
      to: '+886912345678',
      subject: '',
      text: reference,
      language: 'en',
      timeoutMs: 5_000,
    } as const;
    const { outcome } = await messenger.send(message);
    outcomes.push(outcome);
    if (outcome === 'accepted') acceptedReferences.push(reference);
  }
  const readout = (await (await fetch(`${url}/accepted`)).json()) as { accepted: { reference: string }[] };
  gateway.kill();
  await once(gateway, 'exit');
  return { outcomes, acceptedReferences, taken: readout.accepted.map(({ reference }) => reference) };
}

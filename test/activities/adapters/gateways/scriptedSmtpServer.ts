import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Where in the conversation the server misbehaves. `content`: after the message's final dot. */
export type Moment = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'content';

/** What it does there: hang up, fall silent, or answer with this line. */
export type Trouble = 'hangUp' | 'stall' | `${number} ${string}`;

export type ScriptedSmtpServer = Readonly<{ url: string; contents(): readonly string[]; close(): Promise<void> }>;

const usual: Readonly<Record<Moment, string>> = {
  greeting: '220 test ESMTP',
  EHLO: '250-test\r\n250 8BITMIME',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go ahead',
  content: '250 queued',
};

/** A mail server that is well until one moment of the conversation, for the troubles a whole server does not make. */
export async function startScriptedSmtpServer(moment?: Moment, trouble?: Trouble): Promise<ScriptedSmtpServer> {
  const contents: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    const reach = (now: Moment) => {
      const step = now === moment && trouble ? trouble : usual[now];
      if (step === 'hangUp') socket.destroy();
      else if (step !== 'stall') socket.write(`${step}\r\n`);
    };
    let content: string | undefined;
    let rest = '';
    const hear = (line: string) => {
      if (content === undefined) {
        const word = line.slice(0, 4).toUpperCase();
        if (word === 'DATA') content = '';
        if (word === 'QUIT') socket.end('221 bye\r\n');
        else if (word === 'EHLO' || word === 'MAIL' || word === 'RCPT' || word === 'DATA') reach(word);
        else socket.write('502 not implemented\r\n');
      } else if (line === '.') {
        contents.push(content);
        content = undefined;
        reach('content');
      } else content += `${line}\r\n`;
    };
    socket.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    reach('greeting');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    contents: () => contents,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

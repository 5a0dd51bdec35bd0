import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A PostgreSQL address that passes everything on and counts round trips: every answer of the server that ends with
 * `ReadyForQuery`. `roundTrips` grows with the connections' own beginning too, so take differences.
 */
export async function countingProxy(databaseUrl: string) {
  const behind = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const count = { roundTrips: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(behind.port), behind.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.pipe(upstream).pipe(client);
    let rest: Buffer = Buffer.alloc(0);
    upstream.on('data', (bytes) => {
      rest = readWhole(Buffer.concat([rest, bytes]), (type) => {
        if (type === 'Z') count.roundTrips += 1;
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { url: url.href, count, close };
}

/** Tells the type of each whole message and gives the bytes of one that is not whole yet. */
function readWhole(bytes: Buffer, tell: (type: string) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 5) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    if (bytes.length < end) break;
    tell(String.fromCharCode(bytes[at]!));
    at = end;
  }
  return bytes.subarray(at);
}

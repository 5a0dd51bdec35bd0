import { createServer, type AddressInfo, type Server } from 'node:net';

/** `count` different ports of 127.0.0.1 that nobody listens on at this moment. Another process may still be faster. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}

/** Throws when somebody listens on this port of 127.0.0.1; `use` says in the error what it was wanted for. */
export async function assertPortIsFree(port: number, use: string): Promise<void> {
  try {
    await close(await listen(port));
  } catch (error) {
    throw new Error(`Port ${port} for ${use} is taken. Stop what listens there or choose another port.`, {
      cause: error,
    });
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

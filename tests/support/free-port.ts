/**
 * Free TCP ports on the loopback interface. They lie below those that the system hands out to outgoing connections: a
 * server that is started again on its port must not find a stranger's connection there. Nothing reserves them.
 */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

export const LOOPBACK = '127.0.0.1';

const FIRST_PORT = 20_000;
/** Where Linux begins with the ports of outgoing connections. */
const EPHEMERAL_PORTS = 32_768;
const TRIES = 100;

function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

async function listenSomewhere(): Promise<{ readonly port: number; readonly server: Server }> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const port = randomInt(FIRST_PORT, EPHEMERAL_PORTS);
    const server = await listen(port);
    if (server !== null) return { port, server };
  }
  throw new Error(`No free port after ${TRIES} tries`);
}

/** `count` ports, all different: they are held open together before any of them is given back. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, listenSomewhere));
  await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  return held.map(({ port }) => port);
}

/** One port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port as number;
}

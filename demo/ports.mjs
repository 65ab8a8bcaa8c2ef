/** Ports on the loopback address: listening on one, and saying in plain words when it is taken. */
import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** A port that somebody else listens on. */
export class PortTakenError extends Error {
  /** @param {number} port */
  constructor(port) {
    super(`port ${port} is taken`);
    this.name = 'PortTakenError';
    this.port = port;
  }
}

/**
 * Listens on the loopback address; port 0 lets the system choose.
 * `close` ends open connections too, or an idling client would hold the server for as long as it likes.
 * @param {import('node:net').Server} server
 * @param {number} port
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function listenOnLoopback(server, port) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error),
    );
    server.listen(port, LOOPBACK, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * Throws when somebody listens on one of the ports.
 * @param {readonly number[]} ports
 */
export async function ensurePortsAreFree(ports) {
  for (const port of ports) {
    const { close } = await listenOnLoopback(createServer(), port);
    await close();
  }
}

/** @returns {Promise<number>} a port that nobody listens on at this moment */
export async function freePort() {
  const { port, close } = await listenOnLoopback(createServer(), 0);
  await close();
  return port;
}

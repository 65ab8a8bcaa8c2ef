/** A TCP proxy that makes every round trip longer, as a provider far away does. It loses and changes nothing. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface SlowLink {
  readonly port: number;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** @param roundTrip milliseconds; each direction takes half of them */
export async function startSlowLink(target: number, roundTrip: number): Promise<SlowLink> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, LOOPBACK);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk: Buffer) => setTimeout(() => to.write(chunk), roundTrip / 2));
      from.on('close', () => {
        sockets.delete(from);
        setTimeout(() => to.end(), roundTrip / 2);
      });
      from.on('error', () => from.destroy());
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, LOOPBACK, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A web server of pictures on the loopback interface, as senders have one: it counts who asks, and leads wherever it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from './free-port';

export interface PictureServer {
  readonly port: number;
  url(path: string): string;
  /** what was asked for, oldest first */
  readonly asked: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  stop(): Promise<void>;
}

/** A red dot of 2×2, which every browser draws. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** `/inwards` leads to another address of this machine; `/page` is no picture; `/pixel` nobody can see; others are pictures. */
export async function startPictureServer(): Promise<PictureServer> {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ url: path = '', headers }, response) => {
    asked.push({ path, headers });
    const { port } = server.address() as AddressInfo;
    if (path === '/inwards') response.writeHead(302, { location: `http://127.0.0.2:${port}/red.png` }).end();
    else if (path === '/page') response.setHeader('content-type', 'image/png').end('<!doctype html>');
    else response.end(path === '/pixel' ? PIXEL : PNG);
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    url: (path) => `http://${LOOPBACK}:${port}${path}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Settings by which Mailroom may ask it. */
export const allowPictures = ({ port }: PictureServer) => ({
  env: { MAILROOM_CONFIG: JSON.stringify({ images: { privateNetworks: [LOOPBACK], ports: [port] } }) },
});

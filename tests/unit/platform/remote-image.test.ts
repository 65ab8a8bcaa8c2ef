/** The proxy for pictures against a local server: what it says of its reader, and what it refuses to fetch or to hand on. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectionPolicy } from '../../../server/src/platform/allowed-hosts/policy';
import { fetchImage, type ImageLimits } from '../../../server/src/platform/remote-image';

const LIMITS: ImageLimits = { time: 2000, bytes: 10_000, redirects: 2 };

/** The head of a PNG, which is all that is looked at. */
const png = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(64);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
const PIXEL_GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

let server: Server;
let answer: RequestListener;
let asked: IncomingMessage[];
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked = [];
  answer = (_, response) => response.end(png(20, 10));
});

const localPolicy = (more: Partial<ConnectionPolicy> = {}): ConnectionPolicy => ({
  hosts: [],
  privateNetworks: ['127.0.0.1'],
  ports: [port],
  ...more,
});
const get = (path = '/a.png', policy = localPolicy()) =>
  fetchImage(policy, `http://127.0.0.1:${port}${path}`, LIMITS);

test('a picture comes with the type that its bytes have, whatever is said of it', async () => {
  answer = (_, response) => response.setHeader('content-type', 'text/html').end(png(20, 10));
  expect(await get()).toMatchObject({ kind: 'image', type: 'image/png', bytes: png(20, 10) });
});

test('the server that is asked learns nothing of the reader', async () => {
  await fetchImage(localPolicy(), `http://name:secret@127.0.0.1:${port}/a.png`, LIMITS);
  const { headers } = asked[0] as IncomingMessage;
  expect(Object.keys(headers).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
});

test.each(['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', '<!doctype html>', ''])(
  'what is no picture is not handed on: %p',
  async (body) => {
    answer = (_, response) => response.setHeader('content-type', 'image/svg+xml').end(body);
    expect(await get()).toEqual({ kind: 'failed', why: 'not-a-picture' });
  },
);

test.each([PIXEL_GIF, png(1, 1)])('a tracking pixel stays out', async (bytes) => {
  answer = (_, response) => response.end(bytes);
  expect(await get()).toEqual({ kind: 'pixel' });
});

test('a picture that would unfold to a giant is refused', async () => {
  answer = (_, response) => response.end(png(60_000, 60_000));
  expect(await get()).toEqual({ kind: 'failed', why: 'too-large' });
});

test.each([true, false])('more bytes than allowed end the download, declared: %p', async (declared) => {
  answer = (_, response) => {
    const bytes = Buffer.concat([png(20, 10), Buffer.alloc(LIMITS.bytes)]);
    if (declared) response.setHeader('content-length', bytes.length);
    response.end(bytes);
  };
  expect(await get()).toEqual({ kind: 'failed', why: 'too-large' });
});

test('a server that says nothing, or not enough, is given up in time', async () => {
  const limits = { ...LIMITS, time: 200 };
  answer = (_, response) => response.write(png(20, 10).subarray(0, 5));
  expect(await fetchImage(localPolicy(), `http://127.0.0.1:${port}/`, limits)).toEqual({
    kind: 'failed',
    why: 'too-slow',
  });
});

test.each([
  'http://127.0.0.1:PORT/a.png',
  'http://localhost:PORT/a.png',
  'http://[::1]:PORT/a.png',
  'http://[::ffff:127.0.0.1]:PORT/a.png',
  'http://2130706433:PORT/a.png',
  'http://10.0.0.1/a.png',
  'http://169.254.169.254/latest/meta-data',
  'http://192.0.2.1:22/a.png',
  'file:///etc/passwd',
  'ftp://192.0.2.1/a.png',
  'http://',
])('%s is not asked where only public addresses are allowed', async (url) => {
  const address = url.replace('PORT', String(port));
  const result = await fetchImage({ hosts: [], privateNetworks: [], ports: [port] }, address, LIMITS);
  expect(result).toEqual({ kind: 'failed', why: 'not-allowed' });
  expect(asked).toEqual([]);
});

describe('redirects', () => {
  const leadTo = (location: string): void => {
    answer = (request, response) =>
      request.url === '/start' ? response.writeHead(302, { location }).end() : response.end(png(20, 10));
  };

  test('are followed', async () => {
    leadTo('/there.png');
    expect(await get('/start')).toMatchObject({ kind: 'image' });
    expect(asked.map(({ url }) => url)).toEqual(['/start', '/there.png']);
  });

  test.each([
    'http://127.0.0.2:PORT/a.png',
    'http://169.254.169.254/',
    'http://10.1.2.3/',
    'file:///etc/passwd',
  ])('to %s, which is not allowed, are not', async (location) => {
    leadTo(location.replace('PORT', String(port)));
    expect(await get('/start')).toEqual({ kind: 'failed', why: 'not-allowed' });
    expect(asked).toHaveLength(1);
  });

  test('without end are given up', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/again' }).end();
    expect(await get('/start')).toEqual({ kind: 'failed', why: 'unreachable' });
    expect(asked).toHaveLength(LIMITS.redirects + 1);
  });
});

test('what the operator does not allow stays closed', async () => {
  expect(await get('/a.png', localPolicy({ hosts: ['pictures.example'] }))).toEqual({
    kind: 'failed',
    why: 'not-allowed',
  });
  expect(asked).toEqual([]);
});

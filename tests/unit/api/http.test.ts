import { errors, z } from '@strapi/utils';
import {
  decodeCursor,
  encodeCursor,
  fieldErrors,
  found,
  jsonField,
  parse,
  sendDownload,
  uploadedFiles,
  type RequestContext,
} from '../../../server/src/api/http';

/** A request that notes the headers of its answer, and refuses those that Node would refuse to send. */
function request(parts: Partial<RequestContext['request']> = {}) {
  const headers: Record<string, string> = {};
  const context: RequestContext = {
    params: {},
    query: {},
    request: parts,
    state: { user: { id: 1 } },
    status: 200,
    body: undefined,
    conflict: () => undefined,
    serviceUnavailable: () => undefined,
    get: () => '',
    set(name, value) {
      if (/[^\t\x20-\x7e]/.test(value)) throw new Error(`Not a header value: ${JSON.stringify(value)}`);
      headers[name.toLowerCase()] = value;
    },
  };
  return { context, headers };
}

const thrown = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe('cursors', () => {
  test.each([
    [new Date('2024-03-05T09:00:00.123Z'), 42],
    [new Date(0), 1],
    [new Date('1969-12-31T23:59:59Z'), 7],
    [new Date('1601-01-01T00:00:00Z'), 7],
    [new Date('9999-12-31T00:00:00Z'), 999_999_999_999],
  ])('%s, %d comes back as it was', (at, id) => {
    const cursor = encodeCursor(at, id);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor)).toEqual({ at, id });
  });

  test('none is the first page', () => expect(decodeCursor(undefined)).toBeNull());

  const encoded = (text: string): string => Buffer.from(text).toString('base64url');
  test.each([
    '',
    'nonsense',
    encoded('1'),
    encoded('1.'),
    encoded('.1'),
    encoded('1.2.3'),
    encoded('1.-2'),
    encoded('1e3.2'),
    encoded(' 1.2'),
    encoded('1.2\n'),
    encoded("1.2' OR 1=1"),
    encoded(`${'9'.repeat(16)}.1`),
    encoded(`1.${'9'.repeat(13)}`),
  ])('%j is a fault of the request', (cursor) => {
    const error = thrown(() => decodeCursor(cursor));
    expect(error).toBeInstanceOf(errors.ValidationError);
    expect(error).toMatchObject({ details: { errors: [{ path: ['cursor'], name: 'ValidationError' }] } });
  });
});

describe('downloads', () => {
  const headersOf = (name: string, type = 'application/pdf') => {
    const { context, headers } = request();
    sendDownload(context, { name, type, size: 4 }, 'body');
    expect(context.body).toBe('body');
    return headers;
  };

  test('are never run or rendered', () => {
    expect(headersOf('bill.pdf')).toEqual({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="bill.pdf"; filename*=UTF-8''bill.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-length': '4',
    });
    expect(headersOf('page.html', 'text/html')['content-disposition']).toMatch(/^attachment;/);
  });

  test.each([
    ['Größe 日本.pdf', '"Gr__e __.pdf"', 'Gr%C3%B6%C3%9Fe%20%E6%97%A5%E6%9C%AC.pdf'],
    ['a"; filename="evil.exe', '"a_; filename=_evil.exe"', 'a%22%3B%20filename%3D%22evil.exe'],
    ['a\r\nSet-Cookie: b=c', '"a__Set-Cookie: b=c"', 'a%0D%0ASet-Cookie%3A%20b%3Dc'],
    ['back\\slash', '"back_slash"', 'back%5Cslash'],
    ["it's (a) * file", `"it's (a) * file"`, 'it%27s%20%28a%29%20%2A%20file'],
    ['half \ud83d pair', '"half _ pair"', 'half%20%EF%BF%BD%20pair'],
    ['whole 📦', '"whole __"', 'whole%20%F0%9F%93%A6'],
    ['nul\u0000', '"nul_"', 'nul%00'],
    ['', '""', ''],
  ])('named %j', (name, plain, extended) => {
    expect(headersOf(name)['content-disposition']).toBe(
      `attachment; filename=${plain}; filename*=UTF-8''${extended}`,
    );
  });

  test.each([
    ['image/svg+xml', 'image/svg+xml'],
    ['application/vnd.ms-excel', 'application/vnd.ms-excel'],
    ['', 'application/octet-stream'],
    ['text', 'application/octet-stream'],
    ['text/html; charset=utf-7', 'application/octet-stream'],
    ['text/html\r\nX-Evil: 1', 'application/octet-stream'],
    ['a/b/c', 'application/octet-stream'],
  ])('of type %j are sent as %s', (type, expected) =>
    expect(headersOf('a', type)['content-type']).toBe(expected),
  );
});

describe('input', () => {
  const SCHEMA = z.object({ name: z.string().min(1), ports: z.array(z.number()) });

  test('is typed', () => expect(parse(SCHEMA, { name: 'a', ports: [1] })).toEqual({ name: 'a', ports: [1] }));

  test('or refused, with every field that is wrong', () => {
    const error = thrown(() => parse(SCHEMA, { name: '', ports: [1, 'x'] }));
    expect(error).toBeInstanceOf(errors.ValidationError);
    const { details } = error as { details: { errors: readonly { path: readonly string[] }[] } };
    expect(details.errors.map(({ path }) => path)).toEqual([['name'], ['ports', '1']]);
    expect(String(error)).toMatch(/name: .+; ports\.1: .+/);
  });

  test('a fault of the whole has no field', () => {
    expect(fieldErrors([{ path: [], message: 'No.' }]).message).toBe('No.');
  });

  test('what is not found is not said to be there', () => {
    expect(found(0)).toBe(0);
    expect(thrown(() => found(null))).toBeInstanceOf(errors.NotFoundError);
    expect(thrown(() => found(undefined))).toBeInstanceOf(errors.NotFoundError);
  });

  test('a field of a form may hold JSON', () => {
    expect(jsonField(request({ body: { data: '{"text":"Hi"}' } }).context, 'data')).toEqual({ text: 'Hi' });
    expect(jsonField(request({ body: { text: 'Hi' } }).context, 'data')).toEqual({ text: 'Hi' });
    expect(thrown(() => jsonField(request({ body: { data: '{' } }).context, 'data'))).toBeInstanceOf(
      errors.ValidationError,
    );
  });
});

describe('uploads', () => {
  const MEGABYTE = 1024 * 1024;
  const part = (
    filepath: string,
    size: number,
    name: string | null = 'a.txt',
    mimetype: string | null = 'text/plain',
  ) => ({
    filepath,
    originalFilename: name,
    mimetype,
    size,
  });

  test('are named where they lie, one or many, named or not', () => {
    const path = '/uploads/a';
    const read = (files: RequestContext['request']['files']) =>
      uploadedFiles(request({ files }).context, 'files', 25 * MEGABYTE);
    expect(read({})).toEqual([]);
    expect(read({ other: part(path, 5) })).toEqual([]);
    const named = { name: 'a.txt', type: 'text/plain', path, size: 5 };
    expect(read({ files: part(path, 5) })).toEqual([named]);
    expect(read({ files: [part(path, 5, null, null), part(path, 5)] })).toEqual([
      { name: 'file', type: 'application/octet-stream', path, size: 5 },
      named,
    ]);
  });

  test('are refused when they are too large together', () => {
    const files = { files: [part('/nowhere', 13 * MEGABYTE), part('/nowhere', 13 * MEGABYTE)] };
    expect(thrown(() => uploadedFiles(request({ files }).context, 'files', 25 * MEGABYTE))).toBeInstanceOf(
      errors.ValidationError,
    );
  });
});

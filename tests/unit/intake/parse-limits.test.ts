/** Mails that are damaged, or made to do damage: each ends in an outcome, in bounded time. */
import { MESSAGE_LIMITS } from '../../../server/src/domain/message';
import { mailOf, parsed, parse } from '../support/parsed';
import { processorTime } from '../../support/processor-time';

const MEGABYTE = 1024 * 1024;
const html = (body: string): Buffer => mailOf('From: a@x.example', 'Content-Type: text/html', '', body);
const parts = (count: number): Buffer =>
  mailOf('Content-Type: multipart/mixed; boundary=b', '', ...Array<string>(count).fill('--b\r\n\r\nx'));

describe('unparsable', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0), 'empty'],
    [
      'an endless header',
      mailOf('Subject: x', `X: ${'y'.repeat(2 * MEGABYTE)}`, '', 'x'),
      'header-too-large',
    ],
    ['a header that never ends', Buffer.alloc(2 * MEGABYTE, 'x'), 'header-too-large'],
    [
      'thousands of headers',
      mailOf(...Array<string>(100_000).fill('X-Header: value'), '', 'x'),
      'header-too-large',
    ],
    [
      'an endless header of a part',
      mailOf(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        `X: ${'y'.repeat(2 * MEGABYTE)}`,
        '',
        'x',
      ),
      'header-too-large',
    ],
    ['thousands of parts', parts(3000), 'too-many-parts'],
  ])('%s', async (_, source, reason) => {
    expect(await parse(source)).toMatchObject({ kind: 'unparsable', reason });
  });

  test('tells who wrote it and about what, where its headers do', async () => {
    const source = Buffer.concat([
      mailOf('From: Ann <ann@x.example>', 'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=', ''),
      parts(3000),
    ]);
    expect(await parse(source)).toMatchObject({ subject: 'Grüße', sender: 'Ann' });
  });
});

describe('parsed', () => {
  test.each([
    [
      'a header just below the limit',
      mailOf('From: a@x.example', `X: ${'y'.repeat(MESSAGE_LIMITS.headerBytes - 100)}`, '', 'x'),
    ],
    ['as many parts as are allowed', parts(900)],
    ['random bytes', Buffer.from(Array.from({ length: 5000 }, (_, position) => (position * 7919) % 256))],
    ['only a carriage return', Buffer.from('\r')],
    ['line ends of old Macs', Buffer.from('From: a@x.example\rSubject: y\r\rbody')],
    [
      'hundreds of multiparts in each other',
      mailOf(
        ...Array.from(
          { length: 300 },
          (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}`,
        ),
        '',
        'x',
      ),
    ],
    [
      'an encoding nobody knows',
      mailOf('Content-Type: text/plain', 'Content-Transfer-Encoding: x-fancy', '', 'x'),
    ],
    ['a charset nobody knows', mailOf('Content-Type: text/plain; charset=x-klingon', '', 'x')],
    ['a line of a megabyte', mailOf('From: a@x.example', '', 'x'.repeat(MEGABYTE))],
  ])('%s', async (_, source) => {
    expect((await parse(source)).kind).toBe('parsed');
  });

  test('NUL and half characters go where a database would refuse them', async () => {
    const message = await parsed(
      mailOf('Message-ID: <a\0b@x>', 'From: A\0nn <a\0@x.example>', 'Subject: a\0b', '', 'te\0xt'),
    );
    expect(message).toMatchObject({
      messageId: '<ab@x>',
      subject: 'ab',
      text: 'text',
      from: { address: 'a@x.example' },
    });
    const entities = await parsed(html('<p>a&#0;b&#xD800;c</p>'));
    expect(entities.text.isWellFormed() && !entities.text.includes('\0')).toBe(true);
  });

  test('an endless subject is cut', async () => {
    const message = await parsed(mailOf(`Subject: ${'word '.repeat(5000)}`, '', 'x'));
    expect(message.subject.length).toBeLessThanOrEqual(MESSAGE_LIMITS.subject);
  });
});

describe('hostile HTML does not hold the process', () => {
  test.each([
    ['deep nesting', '<div>'.repeat(400_000)],
    ['deep nesting of inline elements', '<b>'.repeat(300_000)],
    ['deep tables', '<table><tr><td>'.repeat(50_000)],
    ['unmatched end tags between', '<div></span>'.repeat(100_000)],
    ['open brackets', '<'.repeat(MEGABYTE)],
    ['open comments', '<!--'.repeat(200_000)],
    ['links', '<a href="http://x.example/">l</a>'.repeat(20_000)],
    ['entities', '&amp'.repeat(200_000)],
    ['cid sources', '<img src="cid:'.repeat(100_000)],
  ])('%s', async (_, body) => {
    const started = processorTime();
    expect((await parse(html(body))).kind).toBe('parsed');
    expect(processorTime() - started).toBeLessThan(5000);
  });
});

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { composeMessage, withSignature, type OutgoingMessage } from '../../../server/src/outbox/compose';
import { address } from '../support/messages';
import { bytesOfFile, parsed } from '../support/parsed';

const MESSAGE: OutgoingMessage = {
  messageId: '<random@shop.example>',
  date: new Date('2024-03-05T09:00:00Z'),
  from: address('support@shop.example', 'The Shop'),
  replyTo: [address('support@shop.example', 'The Shop')],
  to: [address('ann@customer.example', 'Ann')],
  cc: [],
  subject: 'Re: The lamp',
  text: 'It is mended.',
  inReplyTo: '<2@customer.example>',
  references: ['<1@customer.example>', '<2@customer.example>'],
  attachments: [],
};

type Parts = Partial<Omit<OutgoingMessage, 'attachments'>> & {
  readonly attachments?: readonly {
    readonly name: string;
    readonly type: string;
    readonly content: Buffer;
  }[];
};
const bytes = ({ attachments = [], ...parts }: Parts = {}): Promise<Buffer> =>
  buffer(
    composeMessage({
      ...MESSAGE,
      ...parts,
      attachments: attachments.map((file) => ({ ...file, content: Readable.from([file.content]) })),
    }),
  );
const compose = async (parts: Parts = {}): Promise<string> => (await bytes(parts)).toString('latin1');
const sent = async (parts: Parts = {}) => parsed(await bytes(parts));

/** Names of the header lines of the whole mail, in lower case. */
const headerNames = (raw: string): readonly string[] =>
  (raw.split('\r\n\r\n')[0] ?? '')
    .split('\r\n')
    .flatMap((line) => /^([\w-]+):/.exec(line)?.[1]?.toLowerCase() ?? []);

test('carries what it was given, and answers in the thread', async () => {
  expect(await sent()).toMatchObject({
    messageId: '<random@shop.example>',
    date: MESSAGE.date,
    from: MESSAGE.from,
    replyTo: MESSAGE.replyTo,
    to: MESSAGE.to,
    cc: [],
    subject: 'Re: The lamp',
    inReplyTo: ['<2@customer.example>'],
    references: ['<1@customer.example>', '<2@customer.example>'],
    attachments: [],
  });
  expect((await sent()).text.trim()).toBe('It is mended.');
});

test('the first mail of a thread names no other', async () => {
  const names = headerNames(await compose({ inReplyTo: null, references: [] }));
  expect(names).not.toContain('in-reply-to');
  expect(names).not.toContain('references');
});

test('is the same mail whenever it is composed, and marks no person as a machine', async () => {
  expect(headerNames(await compose())).toEqual(headerNames(await compose()));
  for (const name of ['auto-submitted', 'precedence'])
    expect(headerNames(await compose())).not.toContain(name);
});

test('uses CRLF only, and no line is longer than servers take', async () => {
  const raw = await compose({
    text: `${'word '.repeat(1000)}\nnext\r\n.\r\nold\rMac\n\r${'x'.repeat(5000)}`,
    subject: 'Größe '.repeat(100),
    attachments: [{ name: 'a.eml', type: 'message/rfc822', content: Buffer.from('Subject: a\n\nb\n') }],
    references: Array.from({ length: 30 }, (_, index) => `<${'r'.repeat(30)}${index}@x.example>`),
  });
  expect(raw.match(/\r(?!\n)|(?<!\r)\n/g)).toBeNull();
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
});

describe('other scripts', () => {
  test.each([
    [
      'names',
      {
        from: address('support@shop.example', 'Größe & Söhne, GmbH'),
        to: [address('ann@customer.example', 'アン "Ann"')],
      },
    ],
    ['a subject', { subject: 'Re: Größe 日本 📦' }],
    ['a long subject', { subject: `Re: ${'日本語の件名'.repeat(30)}` }],
  ])('%s arrive as written', async (_, parts) => {
    expect(await sent(parts)).toMatchObject(parts);
    expect(await compose(parts)).toMatch(/^[\x00-\x7f]*$/);
  });

  test('text and file names arrive as written', async () => {
    const content = Buffer.from([0, 255, 13, 10, 46]);
    const message = await sent({
      text: 'Grüße 日本 📦\n> quoted\n',
      attachments: [{ name: 'Größe 日本.pdf', type: 'application/pdf', content }],
    });
    expect(message.text.trim()).toBe('Grüße 日本 📦\n> quoted');
    expect(message.attachments).toMatchObject([
      { name: 'Größe 日本.pdf', type: 'application/pdf', inline: false },
    ]);
    expect([...bytesOfFile(message.attachments[0])]).toEqual([...content]);
  });
});

describe('nothing can add a header', () => {
  const EVIL = '\r\nBcc: victim@x.example\r\nX-Evil: 1\r\n\r\nbody';

  test.each<[string, Parts]>([
    ['the subject', { subject: `Hi${EVIL}` }],
    ['bare line feeds in the subject', { subject: 'Hi\nBcc: victim@x.example\rX-Evil: 1' }],
    ['the name of the sender', { from: address('support@shop.example', `Shop${EVIL}`) }],
    ['the name of a recipient', { to: [address('ann@customer.example', `Ann${EVIL}`)] }],
    ['an address', { to: [address(`ann@customer.example${EVIL}`)] }],
    ['Reply-To', { replyTo: [address('support@shop.example', `Shop${EVIL}`)] }],
    ['In-Reply-To', { inReplyTo: `<1@x>${EVIL}` }],
    ['References', { references: [`<1@x>${EVIL}`] }],
    ['the Message-ID', { messageId: `<1@x>${EVIL}` }],
    [
      'the name of a file',
      { attachments: [{ name: `a.pdf${EVIL}`, type: 'application/pdf', content: Buffer.from('x') }] },
    ],
    [
      'the type of a file',
      { attachments: [{ name: 'a.pdf', type: `text/plain${EVIL}`, content: Buffer.from('x') }] },
    ],
  ])('through %s', async (_, parts) => {
    const raw = await compose(parts);
    expect(raw.split('\r\n').filter((line) => /^(bcc|x-evil):/i.test(line))).toEqual([]);
    expect((await sent(parts)).text.trim()).toBe(MESSAGE.text);
  });

  test('files and addresses on the net are never read in the name of a mail', async () => {
    const message = await sent({
      text: '/etc/hostname',
      attachments: [{ name: 'http://127.0.0.1/', type: 'text/plain', content: Buffer.from('x') }],
    });
    expect(message.text.trim()).toBe('/etc/hostname');
    expect(bytesOfFile(message.attachments[0]).toString()).toBe('x');
  });
});

describe('withSignature', () => {
  test.each([
    ['below the separator', 'Hi', 'The Shop', 'Hi\n\n-- \nThe Shop\n'],
    ['with one empty line', 'Hi\n\n\n', '\n The Shop\nPhone 1 \n', 'Hi\n\n-- \nThe Shop\nPhone 1\n'],
    ['nothing without one', 'Hi\n', '  \n', 'Hi\n'],
  ])('%s', (_, text, signature, expected) => expect(withSignature(text, signature)).toBe(expected));
});

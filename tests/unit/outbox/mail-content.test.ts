/** What a mail is made of: one source, two forms, files where they belong; composed and parsed as recipients do. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { composeMessage } from '../../../server/src/outbox/compose';
import { contentOf, type MailFile } from '../../../server/src/outbox/mail-content';
import { MailInvalid } from '../../../server/src/outbox/outgoing-mail';
import { address } from '../support/messages';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const DATA_URL = `data:image/png;base64,${PIXEL.toString('base64')}`;
const LARGEST = 1024 * 1024;

const kept = new Map<string, Buffer>();
const blobs = {
  put: (bytes: Uint8Array) => {
    const sum = createHash('sha256').update(bytes).digest('hex');
    kept.set(sum, Buffer.from(bytes));
    return Promise.resolve(sum);
  },
};

const file = async (name: string, parts: Partial<MailFile> = {}): Promise<MailFile> => {
  const bytes = Buffer.from(`bytes of ${name}`);
  const sha256 = await blobs.put(bytes);
  return {
    name,
    type: 'application/pdf',
    size: bytes.length,
    sha256,
    contentId: null,
    inline: false,
    ...parts,
  };
};

const content = (html: string, files: readonly MailFile[] = []) => contentOf(blobs, { html, files }, LARGEST);

async function arrived(html: string, files: readonly MailFile[] = []) {
  const { text, sentHtml, files: sent } = await content(html, files);
  const message = composeMessage({
    messageId: '<1@shop.example>',
    date: new Date('2024-03-05T09:00:00Z'),
    from: address('support@shop.example'),
    replyTo: [],
    to: [address('ann@customer.example')],
    cc: [],
    subject: 'The lamp',
    text,
    sentHtml,
    inReplyTo: null,
    references: [],
    attachments: sent.map(({ sha256, ...rest }) => ({
      ...rest,
      content: Readable.from([kept.get(sha256) as Buffer]),
    })),
  });
  const bytes = await buffer(message);
  return { raw: bytes.toString('latin1'), parsed: await simpleParser(bytes, { skipImageLinks: true }) };
}

const types = (raw: string): readonly string[] =>
  [...raw.matchAll(/^Content-Type: ([\w/.-]+)/gim)].map(([, type = '']) => type);

describe('parts', () => {
  test('text and HTML are two forms of one mail', async () => {
    const { raw, parsed } = await arrived('<p>Dear <b>Ann</b>,</p><p>it is mended.</p>');
    expect(types(raw)).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
    expect(parsed.text?.trim()).toBe('Dear Ann,\n\nit is mended.');
    expect(parsed.html).toContain('<p>Dear <b>Ann</b>,</p>');
  });

  test('an image stands beside the HTML that shows it, a file beside both', async () => {
    const image = await file('lamp.png', { type: 'image/png', contentId: 'lamp@draft', inline: true });
    const { raw, parsed } = await arrived('<p>See <img src="cid:lamp@draft" alt="the lamp"></p>', [
      image,
      await file('bill.pdf'),
    ]);
    expect(types(raw)).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'multipart/related',
      'text/html',
      'image/png',
      'application/pdf',
    ]);
    expect(parsed.attachments.map(({ filename, cid, related = false }) => [filename, cid, related])).toEqual([
      ['lamp.png', 'lamp@draft', true],
      ['bill.pdf', undefined, false],
    ]);
    expect(parsed.text).toContain('See [the lamp]');
  });

  test('a pasted image becomes a file, once however often it is shown', async () => {
    const html = `<p>a<img src="${DATA_URL}"></p><p>b<img src="${DATA_URL}"></p>`;
    const { parsed } = await arrived(html);
    expect(parsed.attachments).toHaveLength(1);
    const [image] = parsed.attachments;
    expect(image?.content.equals(PIXEL)).toBe(true);
    expect(parsed.html).not.toContain('data:');
    expect(String(parsed.html).split(`cid:${image?.cid}`)).toHaveLength(3);
  });

  test('what only says to be an image is left out; so are inline files that the text no longer shows', async () => {
    const html = `<p>Words <img src="data:image/png;base64,${Buffer.from('<svg onload=a>').toString('base64')}"></p>`;
    const gone = await file('old.png', { contentId: 'old@draft', inline: true });
    const { files, html: stored } = await content(html, [gone]);
    expect(files).toEqual([]);
    expect(stored).toBe('<p>Words </p>');
  });

  test('an image whose file is gone is not shown broken; one that is a file as well is sent once', async () => {
    const photo = await file('lamp.png', { contentId: 'lamp@draft', type: 'image/png' });
    const { files, html } = await content('<p>a<img src="cid:no@draft"><img src="cid:lamp%40draft"></p>', [
      photo,
    ]);
    expect(html).not.toContain('no@draft');
    expect(files).toEqual([{ ...photo, inline: true }]);
  });

  test('files have names that can be saved beside each other', async () => {
    const files = await Promise.all(
      ['bill.pdf', '../../bill.pdf', 'Bill.pdf', '..', 'a\u202egpj.exe'].map((name) => file(name)),
    );
    expect((await content('<p>a</p>', files)).files.map(({ name }) => name)).toEqual([
      'bill.pdf',
      '_.._bill.pdf',
      'Bill (2).pdf',
      'file-4',
      'a gpj.exe',
    ]);
  });
});

describe('what cannot be sent', () => {
  test.each([
    ['nothing', ''],
    ['empty paragraphs', '<p></p><p> &nbsp;</p>'],
    ['a signature alone', '<p></p><div data-mailroom-signature><p>Lena</p></div>'],
    ['a quote alone', '<p></p><blockquote data-mailroom-quote><p>On Monday Ann wrote:</p></blockquote>'],
  ])('%s', async (_, html) => {
    await expect(content(html)).rejects.toMatchObject({ field: 'text' });
  });

  test('a quote with a picture in it', async () => {
    const logo = await file('logo.png', { type: 'image/png', contentId: 'logo@x', inline: true });
    const html =
      '<p></p><blockquote data-mailroom-quote><p>Ann wrote:</p><img src="cid:logo@x"></blockquote>';
    await expect(content(html, [logo])).rejects.toMatchObject({ field: 'text' });
    expect((await content('<p><img src="cid:logo@x"></p>', [logo])).files).toHaveLength(1);
  });

  test('a forward or a file needs no words', async () => {
    const forward = '<p></p><blockquote data-mailroom-quote="forward"><p>From: Ann</p></blockquote>';
    expect((await content(forward)).snippet).toBe('From: Ann');
    expect((await content('', [await file('bill.pdf')])).files).toHaveLength(1);
  });

  test('more than fits, in files or in text', async () => {
    const large = await file('film.mp4', { size: LARGEST + 1 });
    const refused = await content('<p>a</p>', [large]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MailInvalid);
    expect(refused).toMatchObject({ field: 'files', message: expect.stringContaining('at most 1 MB') });
    await expect(content(`<p>${'word '.repeat(500_000)}</p>`)).rejects.toMatchObject({ field: 'text' });
  });
});

describe('the stream', () => {
  const html =
    '<p>Hello</p><div data-mailroom-signature><p>Lena</p></div>' +
    '<blockquote data-mailroom-quote><p>On Monday, Ann wrote:</p><blockquote><p>It flickers.</p></blockquote></blockquote>';

  test('folds signature and quote, which recipients get without our marks', async () => {
    const { html: stored, sentHtml, snippet } = await content(html);
    expect(stored).toContain('<div class="mail-signature" data-mailroom-fold="signature">');
    expect(stored).toContain('<div class="gmail_quote" data-mailroom-fold="quote">');
    expect(sentHtml).not.toContain('mailroom');
    expect(snippet).toBe('Hello');
  });

  test('nobody else sets a fold or a class', async () => {
    const { html: stored } = await content(
      '<div data-mailroom-fold="quote" class="gmail_quote" id="a">A word</div>',
    );
    expect(stored).toBe('<div>A word</div>');
  });
});

test('right-to-left paragraphs say so, whatever the mail program finds out itself', async () => {
  const { parsed } = await arrived(
    '<p dir="auto">שלום 1</p><p dir="auto">123 hello</p><ul dir="auto"><li>مرحبا</li></ul><p>😀 👩‍👩‍👧 ok</p>',
  );
  expect(parsed.html).toContain(
    '<p dir="rtl">שלום 1</p><p>123 hello</p><ul dir="rtl"><li dir="rtl">مرحبا</li></ul>',
  );
  expect(parsed.text).toContain('שלום 1\n\n123 hello\n\n- مرحبا\n\n😀 👩‍👩‍👧 ok');
});

/** What a draft begins with, for every kind of it. */
import type { AttachmentRecord } from '../../../server/src/data/emails';
import { QUOTE_LANGUAGES } from '../../../server/src/domain/quote-words';
import { visiblePartOf } from '../../../server/src/domain/visible-part/visible-part-of';
import { cleanWritten } from '../../../server/src/outbox/clean-html';
import { contentFor, withOtherSignature, type DraftStart } from '../../../server/src/outbox/draft-content';
import { plainOf, writtenTextOf } from '../../../server/src/outbox/html-to-plain';
import { MailInvalid } from '../../../server/src/outbox/outgoing-mail';
import { address } from '../support/messages';

const ANN = address('ann@customer.example', 'Ann');
const BOB = address('bob@customer.example');
const SUPPORT = address('support+c.42.0123456789abcdef01234567@shop.example');
const LOCALE = { language: 'en', timeZone: 'Europe/Berlin' };
const NO_SIGNATURES = { user: '', account: '' };

const attached = (name: string, parts: Partial<AttachmentRecord> = {}): AttachmentRecord => ({
  documentId: name,
  emailId: 7,
  name,
  type: 'image/png',
  size: 4,
  sha256: 'a'.repeat(64),
  part: null,
  contentId: null,
  inline: false,
  ...parts,
});

type Mail = NonNullable<DraftStart['mail']>;

const mail = (parts: Partial<Mail> = {}): Mail => ({
  internal: false,
  direction: 'in',
  from: ANN,
  replyTo: [],
  to: [SUPPORT, BOB],
  cc: [address('Lena@shop.example'), address('carl@other.example')],
  subject: 'The lamp',
  sentAt: new Date('2024-03-05T09:00:00Z'),
  text: 'It flickers.',
  folds: null,
  html: null,
  files: [],
  ...parts,
});

const start = (parts: Partial<DraftStart> = {}): DraftStart => ({
  kind: 'reply',
  mail: mail(),
  subject: '',
  to: [],
  ownAddresses: ['support@shop.example', 'lena@shop.example'],
  signatures: NO_SIGNATURES,
  locale: LOCALE,
  ...parts,
});

const plain = (html: string): string => plainOf(cleanWritten(html));

describe('recipients', () => {
  test.each<[string, Partial<DraftStart>, readonly string[], readonly string[]]>([
    ['a reply goes to who wrote', {}, ['ann@customer.example'], []],
    ['to Reply-To, where there is one', { mail: mail({ replyTo: [BOB] }) }, ['bob@customer.example'], []],
    [
      'a reply to all names the others, and none of us, with our mark or without',
      { kind: 'reply-all' },
      ['ann@customer.example'],
      ['bob@customer.example', 'carl@other.example'],
    ],
    [
      'an answer to our own mail goes to whom it went to',
      { mail: mail({ direction: 'out', from: SUPPORT, to: [ANN], cc: [BOB] }) },
      ['ann@customer.example'],
      [],
    ],
    [
      'for all of them, with their copies',
      { kind: 'reply-all', mail: mail({ direction: 'out', from: SUPPORT, to: [ANN], cc: [BOB, ANN] }) },
      ['ann@customer.example'],
      ['bob@customer.example'],
    ],
    [
      'mail of our own address, as a form on our site sends it, is answered to the other it names',
      { mail: mail({ from: address('support@shop.example'), to: [SUPPORT, BOB] }) },
      ['bob@customer.example'],
      [],
    ],
    [
      'a test among ourselves is answered all the same',
      { mail: mail({ from: address('lena@shop.example'), to: [SUPPORT] }) },
      ['lena@shop.example'],
      [],
    ],
    ['nobody can be written to at no address', { mail: mail({ from: address(''), to: [] }) }, [], []],
    ['a forward goes to nobody yet', { kind: 'forward' }, [], []],
    [
      'a new mail goes to whom it was begun for',
      { kind: 'new', mail: null, to: [BOB] },
      ['bob@customer.example'],
      [],
    ],
  ])('%s', (_, parts, to, cc) => {
    const content = contentFor(start(parts));
    expect(content.to.map((one) => one.address)).toEqual(to);
    expect(content.cc.map((one) => one.address)).toEqual(cc);
  });
});

test.each<[DraftStart['kind'], string, string]>([
  ['reply', 'The lamp', 'Re: The lamp'],
  ['reply', 'AW: The lamp', 'AW: The lamp'],
  ['reply-all', 'Fwd: The lamp', 'Re: Fwd: The lamp'],
  ['forward', 'The lamp', 'Fwd: The lamp'],
  ['forward', 'Re: The lamp', 'Fwd: The lamp'],
  ['forward', 'WG: The lamp', 'WG: The lamp'],
  ['forward', '', 'Fwd:'],
])('the subject of a %s of %j is %j', (kind, subject, expected) => {
  expect(contentFor(start({ kind, mail: mail({ subject }) })).subject).toBe(expected);
});

describe('a reply', () => {
  test('has the mail below an introduction, and room above', () => {
    const { html } = contentFor(start());
    expect(html.startsWith('<p></p><blockquote data-mailroom-quote>')).toBe(true);
    expect(plain(html)).toBe(
      'On 5 March 2024 at 10:00 CET, Ann <ann@customer.example> wrote:\n\n> It flickers.',
    );
    expect(writtenTextOf(cleanWritten(html))).toBe('');
  });

  test('quotes the newest mail alone, not what that one quotes', () => {
    const text =
      'Still broken.\n\nOn Monday, 4 March 2024, Support <support@shop.example> wrote:\n> Is it mended?\n';
    expect(contentFor(start({ mail: mail({ text }) })).html).not.toContain('mended');
    const html = '<p>Still broken.</p><div data-mailroom-fold="quote">Support wrote: Is it mended?</div>';
    const content = contentFor(start({ mail: mail({ html }) }));
    expect(content.html).toContain('Still broken.');
    expect(content.html).not.toContain('mended');
  });

  test('quotes a mail that is nothing but a quote as it is', () => {
    const html = '<div data-mailroom-fold="quote">All of it</div>';
    expect(contentFor(start({ mail: mail({ html }) })).html).toContain('All of it');
  });

  test('never quotes mail among ourselves', () => {
    const content = contentFor(start({ mail: mail({ internal: true, text: 'Do not tell her' }) }));
    expect(content.html).toBe('<p></p>');
  });

  test('takes images along that the quote shows, and nothing else', () => {
    const files = [
      attached('shown.png', { contentId: 'Shown@X', inline: true }),
      attached('old.png', { contentId: 'old@x', inline: true }),
      attached('bill.pdf'),
    ];
    const html =
      '<p>Look <img src="cid:shown%40x"></p><div data-mailroom-fold="quote"><img src="cid:old@x"></div>';
    const content = contentFor(start({ mail: mail({ html, files }) }));
    expect(content.files.map(({ name }) => name)).toEqual(['shown.png']);
  });

  test('a very long mail is quoted as text, up to a length', () => {
    const long = contentFor(start({ mail: mail({ html: `<p><b>${'word '.repeat(60_000)}</b></p>` }) })).html;
    expect(long.length).toBeLessThan(110_000);
    expect(long).toContain('word word');
    expect(contentFor(start({ mail: mail({ text: '<&'.repeat(100_000) }) })).html.length).toBeLessThan(
      110_000,
    );
  });

  test('nothing that a mail says becomes markup of ours', () => {
    const evil = mail({
      from: address('ann@customer.example', '<img src=x onerror=a>'),
      text: '<script>a</script>',
    });
    for (const kind of ['reply', 'forward'] as const) {
      const { html } = contentFor(start({ kind, mail: evil }));
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toMatch(/<(?:img|script)/);
    }
  });

  test.each(QUOTE_LANGUAGES)(
    'is introduced in %s so that it is found again when it comes back',
    (language) => {
      const { html } = contentFor(start({ locale: { ...LOCALE, language } }));
      const text = `Mended.\n\n${plain(html)}`;
      expect(visiblePartOf(text, { subject: 'Re: The lamp', answers: true }).text).toBe('Mended.');
    },
  );

  test('a language or a time zone that nobody knows is no problem', () => {
    const locale = { language: 'xx-unknown', timeZone: 'Nowhere/Land' };
    expect(plain(contentFor(start({ locale })).html)).toContain('On 5 March 2024 at 09:00 UTC, Ann');
  });
});

describe('a forward', () => {
  const files = [
    attached('logo.png', { contentId: 'logo@x', inline: true }),
    attached('unused.png', { contentId: 'unused@x', inline: true }),
    attached('bill.pdf', { type: 'application/pdf' }),
  ];
  const html =
    '<p>It flickers <img src="cid:logo@x"></p><div data-mailroom-fold="quote">What was said before</div>';

  test('has the whole mail below its head, with its files', () => {
    const content = contentFor(start({ kind: 'forward', mail: mail({ html, files }) }));
    const text = plain(content.html);
    expect(text).toContain(
      '---------- Forwarded message ----------\nFrom: Ann <ann@customer.example>\nDate: 5 March 2024',
    );
    expect(text).toContain('Subject: The lamp');
    expect(text).toContain('What was said before');
    expect(content.files.map(({ name }) => name)).toEqual(['logo.png', 'bill.pdf']);
  });

  test.each(QUOTE_LANGUAGES)('in %s, it is known as one by who gets it', (language) => {
    const content = contentFor(start({ kind: 'forward', locale: { ...LOCALE, language } }));
    const { forwarded, text } = visiblePartOf(`See below.\n\n${plain(content.html)}`, {
      subject: 'Fwd: The lamp',
      answers: false,
    });
    expect(text).toBe('See below.');
    expect(forwarded).toMatchObject({ from: ANN, body: 'It flickers.' });
  });

  test('of mail among ourselves is refused', () => {
    expect(() => contentFor(start({ kind: 'forward', mail: mail({ internal: true }) }))).toThrow(MailInvalid);
  });
});

describe('signatures', () => {
  test("the author's stands above the account's, plain ones with their lines", () => {
    const { html } = contentFor(
      start({ signatures: { user: '<p><b>Lena</b></p>', account: 'The Shop\n<open> 9 to 5' } }),
    );
    expect(html).toContain(
      '<div data-mailroom-signature><p><b>Lena</b></p><p>The Shop<br>&lt;open&gt; 9 to 5</p></div>',
    );
    expect(html.indexOf('data-mailroom-signature')).toBeLessThan(html.indexOf('data-mailroom-quote'));
  });

  test('nothing hostile is in them, and empty ones are none', () => {
    const { html } = contentFor(
      start({
        mail: null,
        kind: 'new',
        signatures: { user: '<p></p>', account: '<p>A<script>b</script></p>' },
      }),
    );
    expect(html).toBe('<p></p><div data-mailroom-signature><p>A</p></div>');
  });

  test('another account brings its own, in the place of the old one', () => {
    const before = { user: 'Lena', account: 'Shop' };
    const after = { user: 'Lena', account: 'Repairs' };
    const { html } = contentFor(start({ signatures: before }));
    const other = withOtherSignature(html, before, after);
    expect(other).toBe(contentFor(start({ signatures: after })).html);
    expect(withOtherSignature(other, after, NO_SIGNATURES)).toBe(contentFor(start()).html);
    expect(withOtherSignature(contentFor(start()).html, NO_SIGNATURES, after)).toBe(other);
    expect(withOtherSignature('<p>Hi</p>', NO_SIGNATURES, after)).toContain(
      '<p>Hi</p><div data-mailroom-signature>',
    );
    expect(withOtherSignature('<p>taken out</p>', before, after)).toBe('<p>taken out</p>');
  });
});

import { mailOf, multipart, parsed, parsedLines } from '../support/parsed';
import { buildMail } from '../../support/mail-builder';

test('reads what a mail program writes', async () => {
  const date = new Date('2024-03-05T09:00:00Z');
  const mail = await buildMail({
    from: 'Ann Müller <ann@customer.example>',
    to: ['support@shop.example', 'Sales <sales@shop.example>'],
    cc: 'bob@customer.example',
    replyTo: 'office@customer.example',
    subject: 'Größe 📦',
    text: 'Hi\nthere',
    messageId: '<2@customer.example>',
    inReplyTo: '<1@shop.example>',
    references: ['<0@shop.example>', '<1@shop.example>'],
    date,
    headers: { 'Auto-Submitted': 'no', 'X-Other': 'x', Sender: 'Desk <post@forms.example>' },
  });
  expect(await parsed(mail)).toMatchObject({
    messageId: '<2@customer.example>',
    inReplyTo: ['<1@shop.example>'],
    references: ['<0@shop.example>', '<1@shop.example>'],
    from: { name: 'Ann Müller', address: 'ann@customer.example' },
    via: 'forms.example',
    replyTo: [{ name: '', address: 'office@customer.example' }],
    to: [
      { name: '', address: 'support@shop.example' },
      { name: 'Sales', address: 'sales@shop.example' },
    ],
    cc: [{ name: '', address: 'bob@customer.example' }],
    subject: 'Größe 📦',
    date,
    text: 'Hi\nthere\n',
    html: null,
    attachments: [],
    headers: { 'auto-submitted': 'no' },
  });
});

describe('bodies', () => {
  test('HTML alone gives text too, without its scripts and styles', async () => {
    const html =
      '<style>p { color: red }</style><p>Hello <b>you</b></p><script>alert(1)</script>' +
      '<p><a href="https://shop.example/a">here</a> &amp; now</p>';
    const message = await parsedLines('From: a@x.example', 'Content-Type: text/html', '', html);
    expect(message.html).toBe(html);
    expect(message.text).toMatch(/Hello you\s+here \[https:\/\/shop\.example\/a\] & now/);
    expect(message.text).not.toMatch(/color|alert/);
  });

  test('of text and HTML both are kept', async () => {
    const lines = multipart(
      'alternative',
      ['Content-Type: text/plain', '', 'The text'],
      ['Content-Type: text/html', '', '<p>The HTML</p>'],
    );
    expect(await parsedLines(...lines)).toMatchObject({ text: 'The text', html: '<p>The HTML</p>' });
  });

  test('text on both sides of a picture is kept in order', async () => {
    const lines = multipart(
      'mixed',
      ['Content-Type: text/plain', '', 'Before'],
      ['Content-Type: image/png; name=p.png', '', 'x'],
      ['Content-Type: text/plain', '', 'After'],
    );
    expect((await parsedLines(...lines)).text).toMatch(/^Before\s+After$/);
  });

  test.each([
    ['a missing closing boundary', ['--b', 'Content-Type: text/plain', '', 'Still here']],
    ['a part without headers', ['--b', '', 'Still here', '--b--']],
  ])('%s loses nothing', async (_, body) => {
    const mail = ['From: a@x.example', 'Content-Type: multipart/mixed; boundary=b', '', ...body];
    expect((await parsedLines(...mail)).text.trim()).toBe('Still here');
  });

  test('a multipart without boundary is shown as it was written', async () => {
    const message = await parsedLines('Content-Type: multipart/report;', '', 'It could not be delivered.');
    expect(message.text).toBe('It could not be delivered.');
  });

  test.each([
    ['only headers', ['Subject: x', '', '']],
    ['only an empty line', ['', '']],
    ['only spaces', ['From: a@x.example', '', '  ', '']],
  ])('%s is an empty mail', async (_, lines) => {
    const message = await parsedLines(...lines);
    expect(message.text.trim()).toBe('');
    expect(message.attachments).toEqual([]);
  });

  test('quoted-printable and base64 are decoded in their charset', async () => {
    const encoded = (encoding: string, body: string): Buffer =>
      mailOf(
        'Content-Type: text/plain; charset=iso-8859-15',
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        body,
      );
    expect((await parsed(encoded('quoted-printable', '10 =A4'))).text).toBe('10 €');
    expect((await parsed(encoded('base64', 'MTAgpA=='))).text.trim()).toBe('10 €');
  });
});

describe('dates', () => {
  test.each([
    ['Tue, 05 Mar 2024 10:00:00 +0100', '2024-03-05T09:00:00.000Z'],
    ['Tue, 5 Mar 2024 10:00:00 +0100 (CET)', '2024-03-05T09:00:00.000Z'],
    ['5 Mar 2024 09:00 GMT', '2024-03-05T09:00:00.000Z'],
    ['Tue, 5 Mar 2024 10:00:00 EST', '2024-03-05T15:00:00.000Z'],
    ['Thu, 32 Foo 99999 99:99:99', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('%j is %s', async (date, expected) => {
    const message = await parsedLines('From: a@x.example', `Date: ${date}`, '', 'x');
    expect(message.date?.toISOString()).toBe(expected);
  });

  test('without a Date header there is none', async () => {
    expect((await parsedLines('From: a@x.example', '', 'x')).date).toBeNull();
  });
});

describe('addresses', () => {
  test.each([
    ['undisclosed-recipients:;', []],
    [
      'Lamps: ann@x.example, Bob <bob@x.example>;, carl@x.example',
      ['ann@x.example', 'bob@x.example', 'carl@x.example'],
    ],
    ['"Smith, Ann" <ann@x.example>', ['ann@x.example']],
    ['<>', []],
    ['ann@x.example (Ann)', ['ann@x.example']],
    ['=?utf-8?B?QW5u?= <ann@x.example>', ['ann@x.example']],
  ])('To: %s', async (to, expected) => {
    const message = await parsedLines('From: a@x.example', `To: ${to}`, '', 'x');
    expect(message.to.map(({ address }) => address)).toEqual(expected);
  });

  test('an address hidden in a name stays a name', async () => {
    const { from } = await parsedLines('From: "boss@shop.example" <evil@x.example>', '', 'x');
    expect(from).toEqual({ name: 'boss@shop.example', address: 'evil@x.example' });
  });

  test.each([[[]], [['From:']], [['From: <>']]])('there may be no sender: %j', async (lines) => {
    expect((await parsedLines(...lines, 'Subject: x', '', 'x')).from).toBeNull();
  });

  test.each([
    ['thousands of recipients are kept', 5000, 5000],
    ['tens of thousands are cut, not refused', 12_000, 10_000],
  ])('%s', async (_, written, kept) => {
    const to = Array.from({ length: written }, (_, position) => ` a${position}@x.example`).join(',\r\n');
    expect((await parsedLines(`To: ${to.trim()}`, '', 'x')).to).toHaveLength(kept);
  });
});

describe('ids', () => {
  test.each([
    ['Message-ID: <1@x>', '<1@x>'],
    ['Message-ID:\r\n <1@x>', '<1@x>'],
    ['Message-ID: <>', null],
    ['Message-ID:', null],
    ['X-Other: 1', null],
  ])('%j', async (line, expected) => {
    expect((await parsedLines(line, '', 'x')).messageId).toBe(expected);
  });

  test('References may be folded and joined by commas, In-Reply-To be among words', async () => {
    const message = await parsedLines(
      'References: <1@x>\r\n <2@x>,<3@x>\r\n\t<4@x>',
      'In-Reply-To: Message from Ann of "Mon, 1 Jan" <5@x>',
      '',
      'x',
    );
    expect(message.references).toEqual(['<1@x>', '<2@x>', '<3@x>', '<4@x>']);
    expect(message.inReplyTo).toEqual(['<5@x>']);
  });
});

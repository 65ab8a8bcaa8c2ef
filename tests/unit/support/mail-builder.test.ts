import { simpleParser } from 'mailparser';
import { buildMail } from '../../support/mail-builder';

const PARTS = {
  from: 'Ann <ann@customer.example>',
  to: 'support@example.test',
  subject: 'Größe',
  text: 'Hi',
};

test('writes what it was given', async () => {
  const date = new Date('2024-02-29T12:00:00Z');
  const mail = await buildMail({
    ...PARTS,
    cc: ['bob@customer.example'],
    messageId: '<2@customer.example>',
    inReplyTo: '<1@example.test>',
    references: ['<0@example.test>', '<1@example.test>'],
    date,
    html: '<p>Hi <img src="cid:logo"></p>',
    attachments: [
      { filename: 'bill.pdf', content: Buffer.from('%PDF'), contentType: 'application/pdf' },
      { filename: 'logo.png', content: Buffer.from([137, 80]), cid: 'logo' },
    ],
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  const parsed = await simpleParser(mail, { skipImageLinks: true });
  expect(parsed).toMatchObject({
    subject: PARTS.subject,
    messageId: '<2@customer.example>',
    inReplyTo: '<1@example.test>',
    references: ['<0@example.test>', '<1@example.test>'],
    date,
    text: 'Hi',
  });
  expect(parsed.headers.get('auto-submitted')).toBe('auto-replied');
  expect(
    parsed.attachments.map(({ filename, contentType, cid }) => ({ filename, contentType, cid })),
  ).toEqual(
    expect.arrayContaining([
      { filename: 'bill.pdf', contentType: 'application/pdf', cid: undefined },
      { filename: 'logo.png', contentType: 'image/png', cid: 'logo' },
    ]),
  );
});

test('generates a Message-ID unless there shall be none', async () => {
  expect((await buildMail(PARTS)).toString()).toMatch(/^Message-ID: <.+>\r$/im);
  const without = (await buildMail({ ...PARTS, messageId: null })).toString();
  expect(without).not.toMatch(/message-id/i);
  expect(without).toMatch(/\r\nDate: .+\r\nMIME-Version: 1.0\r\n/);
  expect(without).toMatch(/\r\n\r\nHi\r\n$/);
});

test('uses CRLF only', async () => {
  const mail = (await buildMail({ ...PARTS, text: 'one\ntwo\n' })).toString('latin1');
  expect(mail.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

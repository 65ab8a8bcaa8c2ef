import {
  addressHash,
  fingerprintOf,
  hashOf,
  identityHash,
  messageIdHash,
} from '../../../server/src/domain/identity';
import type { ParsedMessage } from '../../../server/src/domain/message';
import { address, message } from '../support/messages';
import { parse } from '../support/parsed';

describe('hashes', () => {
  test('keep their parts apart', () => {
    expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
    expect(hashOf('a', '')).not.toBe(hashOf('a'));
    expect(hashOf('a', 'b')).toMatch(/^[0-9a-f]{64}$/);
  });

  test('compare addresses as people do, and ids as they are', () => {
    expect(addressHash(' Ann@X.example')).toBe(addressHash('ann@x.example'));
    expect(messageIdHash(' <A@x> ')).toBe(messageIdHash('<A@x>'));
    expect(messageIdHash('<a@x>')).not.toBe(messageIdHash('<A@x>'));
  });
});

const MAIL = [
  'Message-ID: <1@customer.example>',
  'Date: Tue, 05 Mar 2024 10:00:00 +0100',
  'From: Ann <ann@customer.example>',
  'To: support@shop.example, sales@shop.example',
  'Subject: The lamp',
  '',
  'It flickers.',
  '',
];
const trace = (mailbox: string): readonly string[] => [
  `Return-Path: <ann@customer.example>`,
  `Delivered-To: ${mailbox}`,
  `Received: from mx (mx.shop.example) by ${mailbox} with LMTP id ${mailbox}; Tue, 05 Mar 2024 09:00:0${mailbox.length % 10} +0000`,
];

async function fingerprint(lines: readonly string[], lineEnd = '\r\n'): Promise<string> {
  const parsed = await parse(Buffer.from(lines.join(lineEnd)));
  if (parsed.kind !== 'parsed') throw new Error(parsed.reason);
  return fingerprintOf(parsed.message);
}

const changed = (line: string, by: string): readonly string[] =>
  MAIL.map((written) => (written.startsWith(line) ? by : written));

describe('the fingerprint of a mail', () => {
  test('is the same in two mailboxes with their own trace headers', async () => {
    const inSupport = await fingerprint([...trace('support@shop.example'), ...MAIL]);
    const inSales = await fingerprint([...trace('sales@shop.example'), 'X-Spam-Score: 1', ...MAIL]);
    expect(inSupport).toBe(inSales);
  });

  test.each([
    ['body', changed('It flickers.', 'It burns.')],
    ['subject', changed('Subject', 'Subject: The other lamp')],
    ['date', changed('Date', 'Date: Tue, 05 Mar 2024 10:00:01 +0100')],
    ['sender', changed('From', 'From: Ann <ann@other.example>')],
    ['id', changed('Message-ID', 'Message-ID: <2@customer.example>')],
    ['missing id', MAIL.slice(1)],
  ])('differs with another %s', async (_, lines) => {
    expect(await fingerprint(lines)).not.toBe(await fingerprint(MAIL));
  });

  test('sees the whole body, whatever ends the header', async () => {
    // A header in LF above a body in CRLF, as gateways write it.
    const mixed = (body: string): Buffer => Buffer.from(`Subject: The lamp\n\r\n${body}\r\n\r\nAnn\r\n`);
    const [one, two] = await Promise.all([parse(mixed('One.')), parse(mixed('Two.'))]);
    if (one.kind !== 'parsed' || two.kind !== 'parsed') throw new Error('unparsable');
    expect(fingerprintOf(one.message)).not.toBe(fingerprintOf(two.message));
  });

  test('does not depend on how an address is written', () => {
    const by = (from: string): ParsedMessage =>
      message({ messageId: '<1@x>', bodyHash: 'b', from: address(from) });
    expect(fingerprintOf(by('ann@x.example'))).toBe(fingerprintOf(by('ANN@X.example ')));
  });

  test('is there for a mail that says nothing', () => {
    const bare = message({ messageId: null, date: null, from: null, subject: '', bodyHash: '' });
    expect(fingerprintOf(bare)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the identity of a mail', () => {
  test('is its fingerprint, and counts equal mails from there', () => {
    const print = fingerprintOf(message({ messageId: null }));
    const identities = [0, 1, 2, 3].map((ordinal) => identityHash(print, ordinal));
    expect(identities[0]).toBe(print);
    expect(new Set(identities).size).toBe(4);
  });
});

/** Reports of several systems, from their bytes: whom they are about, what was said, and which mail it was. */
import { MESSAGE_LIMITS } from '../../../../server/src/domain/message';
import { isHardFailure, statusIn } from '../../../../server/src/domain/reports/hardness';
import { readJsonNotice } from '../../../../server/src/domain/reports/json-notice';
import { NOTICE_LENGTH, readNotice } from '../../../../server/src/domain/reports/notice';
import { recipientsOfStatus } from '../../../../server/src/domain/reports/delivery-status';
import { mailOf, multipart, parsed, parsedLines } from '../../support/parsed';
import { processorTime } from '../../../support/processor-time';

const QUOTED = [
  'Received: from a.example by b.example; today',
  'Message-ID: <sent@shop.example>',
  'To: bob@x.example',
];

const notice = (...text: readonly string[]) =>
  parsedLines(
    'From: MAILER-DAEMON@mx.example',
    'To: support@shop.example',
    'Subject: Mail',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...text,
  );

describe('delivery status (RFC 3464)', () => {
  test('holds nothing that a database would refuse', async () => {
    const { report } = await parsedLines(
      'From: MAILER-DAEMON@mx.example',
      ...multipart(
        'report; report-type=delivery-status',
        ['Content-Type: text/plain', '', 'It was not delivered.'],
        [
          'Content-Type: message/delivery-status',
          '',
          'Reporting-MTA: dns; mx.example',
          '',
          'Final-Recipient: rfc822; bob@x.example',
          'Action: failed',
          'Status: 5.1.1',
          'Diagnostic-Code: smtp; 550 no\0 such user',
        ],
      ),
    );
    expect(report?.recipients).toMatchObject([{ diagnostic: '550 no such user' }]);
  });

  test('one row a recipient, with the address that was written to', () => {
    const text = [
      'Reporting-MTA: dns; mx.example',
      '',
      'Original-Recipient: rfc822;bob@x.example',
      'Final-Recipient: rfc822; <robert@y.example>',
      'Action: failed (because)',
      'Status: 5.0.0',
      'Diagnostic-Code: smtp; 550 5.1.1 User',
      '  unknown',
      '',
      '',
      'Final-Recipient: rfc822; "ann b"@x.example (Ann)',
      'Action: Delayed',
      'Status: 4.4.1 (no answer)',
      'Final-Recipient: rfc822;@relay.example:cid@x.example',
      'Status: 2.1.5',
    ].join('\r\n');
    expect(recipientsOfStatus(text)).toEqual([
      {
        address: 'robert@y.example',
        originalAddress: 'bob@x.example',
        action: 'failed',
        status: '5.1.1',
        diagnostic: '550 5.1.1 User unknown',
        hard: true,
      },
      expect.objectContaining({
        address: '"ann b"@x.example',
        action: 'delayed',
        status: '4.4.1',
        hard: null,
      }),
      expect.objectContaining({ address: 'cid@x.example', action: 'delivered', status: '2.1.5' }),
    ]);
  });

  test('its part is kept as a file, and is no part of the text', async () => {
    const mail = await parsed(
      mailOf(
        ...multipart(
          'report',
          ['Content-Type: text/plain', '', 'Sorry.'],
          [
            'Content-Type: message/delivery-status',
            '',
            'Final-Recipient: rfc822; bob@x.example',
            'Action: failed',
            'Status: 5.2.2',
            '',
          ],
          ['Content-Type: message/rfc822', 'Content-Disposition: inline', '', ...QUOTED, '', 'Secret words'],
        ),
      ),
    );
    expect(mail.text.trim()).toBe('Sorry.');
    expect(mail.attachments.map(({ type }) => type)).toEqual(['message/delivery-status', 'message/rfc822']);
    expect(mail.report).toMatchObject({
      kind: 'delivery',
      originalMessageId: '<sent@shop.example>',
      recipients: [{ address: 'bob@x.example', status: '5.2.2', hard: false }],
    });
  });
});

describe('receipts and complaints', () => {
  test('name the mail that they are about', async () => {
    const receipt = await parsed(
      mailOf(
        ...multipart(
          'report; report-type=disposition-notification',
          ['Content-Type: text/plain', '', 'Read.'],
          [
            'Content-Type: message/disposition-notification',
            '',
            'Final-Recipient: rfc822;bob@x.example',
            'Original-Message-ID: <sent@shop.example>',
            'Disposition: manual-action/MDN-sent-manually; displayed',
            '',
          ],
        ),
      ),
    );
    expect(receipt.report).toEqual({
      kind: 'receipt',
      recipients: [],
      originalMessageId: '<sent@shop.example>',
    });
    const complaint = await parsed(
      mailOf(
        ...multipart(
          'report; report-type=feedback-report',
          ['Content-Type: message/feedback-report', '', 'Feedback-Type: abuse', ''],
          ['Content-Type: text/rfc822-headers', '', ...QUOTED, ''],
        ),
      ),
    );
    expect(complaint.report).toMatchObject({ kind: 'complaint', originalMessageId: '<sent@shop.example>' });
  });
});

describe('words', () => {
  test('an address in a line of its own, the answer of the server below it, and the mail that came back', async () => {
    const mail = await notice(
      'This message was created automatically by mail delivery software.',
      'A message sent by',
      '',
      '  <support@shop.example>',
      '',
      'could not be delivered to one or more of its recipients.',
      '',
      '  bob@x.example',
      '    host mx.x.example [192.0.2.1]: 550 5.1.1 <bob@x.example>: no such user',
      '  ann@x.example',
      '    host mx.x.example [192.0.2.1]: 552 5.2.2 mailbox full',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      ...QUOTED,
    );
    expect(mail.report).toMatchObject({
      kind: 'delivery',
      originalMessageId: '<sent@shop.example>',
      recipients: [
        { address: 'bob@x.example', action: 'failed', status: '5.1.1', hard: true },
        { address: 'ann@x.example', action: 'failed', status: '5.2.2', hard: false },
      ],
    });
  });

  test('an address within a sentence; those of helpers and of the sender are not meant', async () => {
    const mail = await notice(
      'Ihre Nachricht an bob@x.example konnte nicht zugestellt werden.',
      'Das Postfach existiert nicht.',
      'For help contact helpdesk@mx.example or postmaster@mx.example.',
    );
    expect(mail.report?.recipients).toMatchObject([{ address: 'bob@x.example', hard: true, status: null }]);
  });

  test('mail that will be tried again is late', async () => {
    const mail = await notice(
      'Delivery to bob@x.example is delayed; we will continue to try.',
      '',
      ...QUOTED,
    );
    expect(mail.report?.recipients).toMatchObject([
      { address: 'bob@x.example', action: 'delayed', hard: null },
    ]);
  });

  test('people’s mail reports nothing, whatever it says', async () => {
    const mail = await parsedLines(
      'From: ann@customer.example',
      'Subject: My mail could not be delivered',
      '',
      '<bob@x.example>: 550 5.1.1 User unknown',
    );
    expect(mail.report).toBeNull();
  });
});

describe('whether an address is dead', () => {
  test.each<[string | null, string, boolean | null]>([
    ['5.1.1', '', true],
    ['5.2.2', '', false],
    ['5.0.0', '550 mailbox is full', false],
    ['5.0.0', 'Host or domain name not found', true],
    ['4.4.4', 'Host not found', false],
    [null, 'Host not found, try again', false],
    ['5.7.1', 'blocked using a blocklist', false],
    ['5.7.1', 'Recipient address rejected: User unknown', true],
    ['5.1.8', 'sender domain does not exist', false],
    [null, '', null],
  ])('%s %s', (status, words, hard) => expect(isHardFailure(status, words)).toBe(hard));

  test('a status is no part of a network address or of a version', () => {
    expect(statusIn('from 5.1.1.7 by mx (Mail 5.6.7.8)')).toBeNull();
    expect(statusIn('550 5.0.0 refused (#5.7.1)')).toBe('5.7.1');
  });
});

describe('Amazon’s notices', () => {
  const BOUNCE = {
    notificationType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      bouncedRecipients: [
        { emailAddress: 'bob@x.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 unknown user' },
      ],
    },
    mail: { headers: [{ name: 'Message-ID', value: '<sent@shop.example>' }] },
  };

  test('are read from JSON among other words', () => {
    expect(readJsonNotice(`${JSON.stringify(BOUNCE)}\n--\nTo stop these, click`)).toMatchObject({
      originalMessageId: '<sent@shop.example>',
      recipients: [{ address: 'bob@x.example', status: '5.1.1', hard: true }],
    });
  });

  test('and when they are damaged, say nothing but that', () => {
    expect(readJsonNotice('{"notificationType":"Bounce", …')).toEqual({
      kind: 'delivery',
      recipients: [],
      originalMessageId: null,
    });
  });
});

describe('hostile texts', () => {
  const LONG = Math.min(MESSAGE_LIMITS.text, 4 * NOTICE_LENGTH);
  test.each([
    ['letters', 'a'],
    ['spaces', ' '],
    ['lines', '\n'],
    ['addresses', 'a@b.example '],
    ['at signs', '@'],
    ['colons', 'x: y\n'],
    ['words of failure', 'could not be delivery '],
    ['brackets', '<'],
    ['a word and a gap', `delivery${' '.repeat(200)}`],
    ['digits', '5.1.'],
  ])('many %s take no time to speak of', (_, part) => {
    const text = part.repeat(Math.ceil(LONG / part.length));
    const started = processorTime();
    readNotice({ subject: text.slice(0, 998), text, correspondents: [], failedRecipients: '' });
    recipientsOfStatus(text.slice(0, NOTICE_LENGTH));
    expect(processorTime() - started).toBeLessThan(1_500);
  });
});

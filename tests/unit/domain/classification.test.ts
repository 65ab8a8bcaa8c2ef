import {
  classify,
  isAnswerOfMachine,
  type Classification,
  type Classified,
} from '../../../server/src/domain/classification';
import { address, message } from '../support/messages';

const of = (headers: Readonly<Record<string, string>>, from = 'ann@x.example', subject = ''): Classified =>
  classify(message({ headers, from: address(from), subject }));

describe('by one header', () => {
  test.each<[string, string, Classification]>([
    ['auto-submitted', 'no', 'human'],
    ['auto-submitted', ' No ', 'human'],
    ['auto-submitted', 'no (written by a person)', 'human'],
    ['auto-submitted', '', 'human'],
    ['auto-submitted', 'auto-replied', 'auto-reply'],
    ['auto-submitted', 'Auto-Replied (vacation)', 'auto-reply'],
    ['auto-submitted', 'auto-generated', 'notification'],
    ['auto-submitted', 'auto-notified; owner-email=x@x.example', 'notification'],
    ['precedence', 'bulk', 'list'],
    ['precedence', 'List', 'list'],
    ['precedence', 'junk', 'list'],
    ['precedence', 'auto_reply', 'auto-reply'],
    ['precedence', 'first-class', 'human'],
    ['precedence', 'normal', 'human'],
    ['list-id', 'Lamps <lamps.shop.example>', 'list'],
    ['list-unsubscribe', '<mailto:leave@shop.example>', 'list'],
    ['x-autoreply', 'yes', 'auto-reply'],
    ['x-autoreply', 'no', 'human'],
    ['x-autorespond', 'vacation', 'auto-reply'],
    ['x-autoresponder', 'yes', 'auto-reply'],
    ['x-mail-autoreply', 'true', 'auto-reply'],
    // It asks others not to answer, and says nothing of the sender: Outlook people send it too.
    ['x-auto-response-suppress', 'All', 'human'],
    ['x-failed-recipients', 'bob@x.example', 'bounce'],
    ['content-type', 'multipart/report; report-type=delivery-status; boundary=b', 'bounce'],
    ['content-type', 'Multipart/Report; boundary="b"; Report-Type="delivery-status"', 'bounce'],
    ['content-type', 'multipart/report; boundary=b', 'bounce'],
    ['content-type', 'multipart/report; report-type=disposition-notification; boundary=b', 'auto-reply'],
    ['content-type', 'multipart/report; report-type="feedback-report"; boundary=b', 'auto-reply'],
    ['content-type', 'multipart/mixed; boundary="report-type=delivery-status"', 'human'],
    ['content-type', 'text/plain; name=delivery-status', 'human'],
    ['return-path', '<>', 'auto-reply'],
    ['return-path', '<ann@x.example>', 'human'],
    ['return-path', '<MAILER-DAEMON>', 'bounce'],
  ])('%s: %s', (name, value, kind) => expect(of({ [name]: value }).kind).toBe(kind));
});

describe('by the sender', () => {
  test.each<[string, string, string | null, Classification]>([
    ['MAILER-DAEMON@x.example', '', null, 'bounce'],
    ['mailer-daemon@googlemail.com', '', '<>', 'bounce'],
    ['MAILER-DAEMON', '', null, 'bounce'],
    ['postmaster@x.example', 'Undeliverable: The lamp', null, 'bounce'],
    ['postmaster@x.example', 'Out of paper', '<>', 'bounce'],
    ['postmaster@x.example', 'Your mail server is on a list', '<postmaster@x.example>', 'human'],
    ['postmaster@x.example', 'Re: Undeliverable: The lamp', null, 'human'],
    ['postmasters-office@x.example', 'Undeliverable', null, 'human'],
    ['ann.mailer-daemon@x.example', '', null, 'human'],
  ])('%s, %j, Return-Path %s', (from, subject, path, kind) =>
    expect(of(path === null ? {} : { 'return-path': path }, from, subject).kind).toBe(kind),
  );

  test('a daemon without an address is known by its name', () => {
    expect(classify(message({ from: address('', 'MAILER-DAEMON') }))).toEqual({
      kind: 'bounce',
      signals: ['From: MAILER-DAEMON'],
    });
    expect(classify(message({ from: address('ann@x.example', 'MAILER-DAEMON') })).kind).toBe('human');
  });

  test('a mail without sender and headers is taken for a person', () => {
    expect(classify(message({ from: null }))).toEqual({ kind: 'human', signals: [] });
  });
});

describe('by the subject', () => {
  test.each([
    'Automatic reply: The lamp',
    'Out of Office: The lamp',
    'Abwesenheitsnotiz: Die Lampe',
    'Réponse automatique : La lampe',
    'Автоответ: Лампа',
    '自动答复：灯',
  ])('%s', (subject) => expect(of({}, 'ann@x.example', subject).kind).toBe('auto-reply'));

  test.each(['Re: Automatic reply: The lamp', 'My out of office lamp', 'Automatic reply to what I asked'])(
    'not %s',
    (subject) => expect(of({}, 'ann@x.example', subject).kind).toBe('human'),
  );
});

describe('by several headers', () => {
  test.each<[Classification, Readonly<Record<string, string>>]>([
    ['bounce', { 'auto-submitted': 'auto-replied', 'x-failed-recipients': 'bob@x.example' }],
    ['auto-reply', { 'auto-submitted': 'auto-replied', precedence: 'bulk', 'list-id': '<l.x.example>' }],
    ['list', { 'auto-submitted': 'auto-generated', 'list-id': '<l.x.example>' }],
    ['list', { 'auto-submitted': 'no', precedence: 'list' }],
  ])('%s wins', (kind, headers) => expect(of(headers).kind).toBe(kind));

  test('the signals are the lines that decided, as they were written', () => {
    expect(of({ 'auto-submitted': ' Auto-Replied ', 'x-autoreply': 'yes', precedence: 'bulk' })).toEqual({
      kind: 'auto-reply',
      signals: expect.arrayContaining(['Auto-Submitted: Auto-Replied', 'X-Autoreply: yes']),
    });
    expect(of({ 'list-id': '<l.x.example>' }).signals).toEqual(['List-Id: <l.x.example>']);
  });
});

test('only answers of machines are never answered; lists and notifications may be requests', () => {
  const kinds: readonly Classification[] = ['human', 'auto-reply', 'notification', 'list', 'bounce', 'own'];
  expect(kinds.filter(isAnswerOfMachine)).toEqual(['auto-reply', 'bounce']);
});

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
    ['precedence', 'bulk', 'bulk'],
    ['precedence', 'List', 'list'],
    ['precedence', 'junk', 'bulk'],
    ['precedence', 'auto_reply', 'auto-reply'],
    ['precedence', 'first-class', 'human'],
    ['precedence', 'normal', 'human'],
    ['list-id', 'Lamps <lamps.shop.example>', 'list'],
    ['list-unsubscribe', '<mailto:leave@shop.example>', 'bulk'],
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
    ['content-type', 'multipart/report; report-type=disposition-notification; boundary=b', 'receipt'],
    ['content-type', 'multipart/report; report-type="feedback-report"; boundary=b', 'complaint'],
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
    ['postmaster@x.example', 'Out of paper', '<>', 'auto-reply'],
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
    '【自動返信】お問い合わせ',
    'Otomatik yanıt: Lamba',
    'Respuesta automática: La lámpara',
    'Autosvar: Lampan',
    'Balasan otomatis: Lampu',
    'Ann Smith/Dublin/Example is out of the office.',
  ])('%s', (subject) => expect(of({}, 'ann@x.example', subject).kind).toBe('auto-reply'));

  test.each([
    'Re: Automatic reply: The lamp',
    'My out of office lamp',
    'Automatic reply to what I asked',
    'Fwd: Out of Office: The lamp',
    'AW: Abwesenheitsnotiz: Die Lampe',
    'Away team',
  ])('not %s', (subject) => expect(of({}, 'ann@x.example', subject).kind).toBe('human'));
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

describe('where headers are silent', () => {
  const answer = (text: string, more = {}) =>
    classify(message({ text, inReplyTo: ['<ours@shop.example>'], subject: 'Re: The lamp', ...more })).kind;

  test.each([
    'I am currently out of the office until Monday.',
    'Ich bin derzeit nicht im Büro und lese keine Mails.',
    'Je suis actuellement en congés, absent du bureau.',
    'Estoy de vacaciones hasta el lunes.',
    'Ik ben tot maandag met vakantie.',
    'Saya sedang cuti sampai hari Senin.',
    'ただいま休暇をいただいております。',
  ])('the first words of an answer: %s', (text) => expect(answer(text)).toBe('auto-reply'));

  test('a person quotes, or writes more, or answers nothing', () => {
    const words = 'I am out of the office until Monday.';
    expect(answer(`${words}\n\n> Is it broken?`)).toBe('human');
    expect(answer(`${words}\n${'But let me tell you about the lamp. '.repeat(60)}`)).toBe('human');
    expect(answer(words, { inReplyTo: [], subject: 'The lamp' })).toBe('human');
  });
});

describe('failures in words', () => {
  const notice = (parts: Parameters<typeof message>[0]) =>
    classify(message({ from: address('no-reply@mx.example'), ...parts })).kind;
  const quoted = 'Received: from a by b; today\nMessage-ID: <x@shop.example>\nSubject: Lamp\n';

  test('in several languages, with the mail that came back', () => {
    for (const words of [
      'Your message could not be delivered to <bob@x.example>.',
      'Ihre Nachricht konnte nicht zugestellt werden: bob@x.example',
      'Votre message n’a pas pu être remis à bob@x.example',
      'No se pudo entregar el mensaje a bob@x.example',
      'Ваше сообщение не доставлено: bob@x.example',
      '送信できませんでした。 bob@x.example',
    ])
      expect([words, notice({ subject: 'Mail', text: `${words}\n\n${quoted}` })]).toEqual([words, 'bounce']);
  });

  test('a late mail is no bounce', () => {
    const text = `Your message to <bob@x.example> could not be delivered yet. Delivery attempts will continue.\n\n${quoted}`;
    expect(notice({ subject: 'Warning: message delayed 24 hours', text })).toBe('delivery-notice');
  });

  test('a person who tells of a failure, answers one or forwards one is a person', () => {
    const text = `My mail to bob@x.example could not be delivered, see below:\n550 5.1.1 User unknown\n`;
    const ann = { from: address('ann@customer.example') };
    expect(notice({ ...ann, subject: 'Problem', text })).toBe('human');
    expect(notice({ ...ann, subject: 'My mail could not be delivered', text })).toBe('human');
    expect(notice({ ...ann, subject: 'Fwd: Undelivered Mail Returned to Sender', text: text + quoted })).toBe(
      'human',
    );
  });
});

describe('spam', () => {
  test.each<[string, string, Classification]>([
    ['x-spam-flag', 'YES', 'spam'],
    ['x-spam-status', 'Yes, score=7.1 required=5.0', 'spam'],
    ['x-spam-status', 'No, score=-3.0 required=5.0', 'human'],
    ['x-ms-exchange-organization-scl', '6', 'spam'],
    ['x-ms-exchange-organization-scl', '1', 'human'],
    ['x-forefront-antispam-report', 'CIP:192.0.2.1;CTRY:;SCL:9;SFV:SPM', 'spam'],
    ['x-spamd-result', 'default: False [1.00 / 15.00]', 'human'],
  ])('%s: %s', (name, value, kind) => expect(of({ [name]: value }).kind).toBe(kind));

  test('lies in the folder for spam; a report of failure is one there too', () => {
    expect(classify(message(), { inJunk: true })).toEqual({ kind: 'spam', signals: ['Folder: Junk'] });
    const bounce = message({ headers: { 'x-failed-recipients': 'bob@x.example' } });
    expect(classify(bounce, { inJunk: true }).kind).toBe('bounce');
  });
});

import { visiblePartOf } from '../../../../server/src/domain/visible-part/visible-part-of';

const ANSWER = { subject: 'Re: Lamps', answers: true };
const visible = (text: string, outer = ANSWER) => visiblePartOf(text, outer);
const folded = (text: string, outer = ANSWER) =>
  visible(text, outer).folds.map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('quotes', () => {
  test.each([
    ['English', 'On Mon, 3 Mar 2026 at 09:40, Support wrote:'],
    ['English, wrapped', 'On Mon, 3 Mar 2026 at 09:40, Support\n<support@shop.example> wrote:'],
    [
      'English, wrapped inside the address',
      'On Mon, 3 Mar 2026 at 09:40, The Support <\nsupport@shop.example> wrote:',
    ],
    ['German', 'Am Mo., 3. März 2026 um 09:40 Uhr schrieb Support <a@b.example>\nund andere:'],
    ['German, without a date', 'Am Montag schrieb Ann:'],
    ['French', 'Le lun. 3 mars 2026 à 09:40, Service\nClient <a@b.example> a écrit :'],
    ['Spanish', 'El lun, 3 mar 2026 a las 9:40, Ana (<a@b.example>) escribió:'],
    ['Italian', 'Il giorno lun 3 mar 2026 alle ore 09:40 Ana <a@b.example> ha scritto:'],
    ['Portuguese', 'Em seg., 3 de mar. de 2026 às 09:40, Ana <a@b.example> escreveu:'],
    ['Dutch', 'Op ma 3 mrt 2026 om 09:40 schreef Ann <a@b.example>:'],
    ['Danish', 'Den man. 3. mar. 2026 kl. 09.40 skrev Ann <a@b.example>:'],
    ['Finnish', 'ma 3. maalisk. 2026 klo 9.40 Ann <a@b.example> kirjoitti:'],
    ['Polish', 'pon., 3 mar 2026 o 09:40 Ann <a@b.example> napisał(a):'],
    ['Czech', 'po 3. 3. 2026 v 9:40 odesílatel Ann <a@b.example> napsal:'],
    ['Hungarian', 'Ann <a@b.example> ezt írta (időpont: 2026. márc. 3., H, 9:40):'],
    ['Croatian', 'pon, 3. ožu 2026. u 09:40 Ann <a@b.example> napisao je:'],
    ['Romanian', 'lun., 3 mar. 2026 la 09:40, Ann <a@b.example> a scris:'],
    ['Russian', 'пн, 3 мар. 2026 г. в 09:40, Ann <a@b.example>:'],
    ['Ukrainian', 'пн, 3 бер. 2026 р. о 09:40 Ann <a@b.example> пише:'],
    ['Turkish', 'Ann <a@b.example>, 3 Mar 2026 Pzt, 09:40 tarihinde şunu yazdı:'],
    ['Indonesian', 'Pada Sen, 3 Mar 2026 pukul 09.40 Ann <a@b.example> menulis:'],
    ['Japanese', '2026年3月3日(火) 9:40 Ann <a@b.example>:'],
    ['Chinese', 'Ann <a@b.example> 于2026年3月3日周二 09:40写道：'],
    ['Korean', '2026년 3월 3일 (화) 오전 9:40, Ann <a@b.example>님이 작성:'],
    ['Arabic', 'في الاثنين، 3 مارس 2026 في 9:40 ص تمت كتابة ما يلي بواسطة Ann <a@b.example>:'],
    ['Hebrew', 'ב-יום ב׳, 3 במרץ 2026 ב-9:40 מאת Ann <a@b.example>:'],
    ['a language nobody thought of', 'Zo 3-3-2026 09:40 hat d’Ann geschriwwen a@b.example:'],
  ])('are folded with the line that introduces them: %s', (_, introduction) => {
    const quote = `${introduction}\n> Shall we?\n>\n> Lena`;
    expect(folded(`Yes, please.\n\n${quote}\n`)).toEqual([['quote', quote]]);
  });

  test.each([
    ['English', 'On 3 Mar 2026, at 09:40, Ann <a@b.example> wrote:'],
    ['Norwegian', '3. mars 2026 kl. 09:40 skrev Ann <a@b.example>:'],
    ['a separator', '-----Original Message-----\nFrom: us'],
    [
      'a German separator',
      '-----Ursprüngliche Nachricht-----\nVon: Ann\nGesendet: Montag, 3. März 2026 09:40\nAn: us',
    ],
    ['Outlook in Swedish', 'Från: Ann <a@b.example>\nSkickat: den 3 mars 2026 09:40\nTill: us\nÄmne: Lampor'],
    [
      'Outlook in Turkish',
      '________________________________\nKimden: Ann <a@b.example>\nGönderildi: 3 Mart 2026\nKime: us\nKonu: Lamba',
    ],
    ['Outlook in Japanese', '差出人: Ann <a@b.example>\n送信日時: 2026年3月3日 9:40\n宛先: us\n件名: ランプ'],
    ['Outlook in Arabic', 'من: Ann <a@b.example>\nتاريخ الإرسال: 3/3/2026\nإلى: us\nالموضوع: مصباح'],
    [
      'an unknown language',
      '________________________________\nSprawa: Ann <a@b.example>\nCzas: 03.03.2026 09:40\nRzecz: Lampy',
    ],
  ])('go on to the end where nothing marks their lines: %s', (_, opening) => {
    const quote = `${opening}\n\nShall we?\n\nOr not?`;
    expect(visible(`Yes.\n\n${quote}`).text).toBe('Yes.');
  });

  test('that are answered line by line stay open, the one at the end does not', () => {
    const text = '> When?\nTomorrow.\n> Where?\nHere.\n\n> one\n> two';
    expect(visible(text).text).toBe('> When?\nTomorrow.\n> Where?\nHere.');
  });

  test('above the only answer are folded', () => {
    expect(visible('On 3 Mar 2026, Ann wrote:\n> Shall we?\n\nYes.').text).toBe('Yes.');
  });

  test.each([
    ['nothing but a quote', '> all of it\n> is quoted'],
    ['nothing but a signature', 'Thanks,\nAnn'],
    ['a sentence with a colon', 'See my comments on 3 May 2026:\nnone.'],
    ['what somebody wrote before', 'As I wrote on 12.05.2026 to you:\nno.'],
    ['a contact form', 'From: Ann <ann@customer.example>\nSubject: Lamps\n\nMessage Body:\nHow much?'],
    ['a journey', 'From: Paris\nTo: London\nDate: tomorrow'],
    ['dates', 'Dates:\n2026-03-03 09:40:00\n3/3/2026 at 9:40 AM\nThat is all.'],
    ['a table', 'Item Price\n--------------------\nLamp 3\nChair 4'],
  ])('%s is shown whole', (_, text) => expect(visible(text)).toMatchObject({ text, folds: [] }));

  test('headers at the top are folded, what they head is not', () => {
    expect(
      visible('Od: Jan <jan@b.example>\nWysłano: środa, 1 marca 2026\nTemat: Lampy\n\nCzy są?').text,
    ).toBe('Czy są?');
  });
});

describe('signatures', () => {
  test.each([
    ['RFC 3676', '-- \nAnn Miller\nAcme'],
    ['dashes without a space', '--\nAnn'],
    ['a rule', '_______________\nlamps mailing list\nhttps://lists.example/lamps'],
    ['English', 'Best regards,\nAnn'],
    ['German', 'Mit freundlichen Grüßen\n\nAnn Müller\nAcme GmbH'],
    ['Danish', 'Med venlig hilsen\nAnn'],
    ['Russian', 'С уважением,\nАнна'],
    ['a telephone', 'Sent from my iPhone'],
    ['a French telephone', 'Envoyé de mon iPhone'],
    ['a German telephone', 'Von meinem iPhone gesendet'],
    ['a Japanese telephone', 'iPhoneから送信'],
    ['a Turkish telephone', 'iPhone’umdan gönderildi'],
    ['a telephone that apologises', 'Sent from my cell, please excuse any typos.'],
    ['a program', 'Get Outlook for iOS<https://aka.ms/o0ukef>'],
    ['a name', '-Ann Miller'],
    ['ways to reach somebody', 'Ann Miller\nann@acme.example\n(555) 346-9947\nwww.acme.example'],
  ])('are folded: %s', (_, signature) => {
    expect(folded(`We come tomorrow.\n\n${signature}\n`)).toEqual([['signature', signature]]);
  });

  test.each([
    ['a list with dashes', 'I need:\n-- one lamp\n-- two chairs'],
    ['a sentence', 'Hello\n\nSent from my desk, it is much easier than by telephone.'],
    ['thanks', 'We come tomorrow.\n\nThanks!'],
    ['regards in a sentence', 'As regards the lamps, we are done.\nWith regards to the chairs, we are not.'],
  ])('are not seen in %s', (_, text) => expect(visible(text).folds).toEqual([]));
});

describe('forwarded mail', () => {
  const BODY = 'Do you have lamps?\n\nBob';
  const HEADERS =
    'From: Bob Miller <bob@customer.example>\nDate: Tue, 3 Mar 2026 at 09:40\nSubject: Lamps\nTo: <shop@shop.example>';
  const ORIGINAL = {
    from: { name: 'Bob Miller', address: 'bob@customer.example' },
    to: [{ name: '', address: 'shop@shop.example' }],
    cc: [],
    subject: 'Lamps',
    date: 'Tue, 3 Mar 2026 at 09:40',
    body: BODY,
  };

  test.each([
    ['below a separator', `---------- Forwarded message ---------\n${HEADERS}\n\n${BODY}`, ''],
    ['in quote marks', `> Begin forwarded message:\n>\n${`${HEADERS}\n\n${BODY}`.replace(/^/gm, '> ')}`, ''],
    ['by the subject alone', `${HEADERS}\n\n${BODY}`, 'FW: Lamps'],
    ['by a German subject', `${HEADERS}\n\n${BODY}`, 'WG: Lamps'],
  ])('is recognised %s', (_, forward, subject) => {
    const text = `Please answer.\n\n${forward}`;
    expect(visible(text, { subject, answers: false })).toEqual({
      text: 'Please answer.',
      folds: [{ kind: 'forward', start: 16, end: text.length }],
      forwarded: ORIGINAL,
    });
  });

  test('is what is read when nothing is written above it', () => {
    const { text, forwarded } = visible(`---------- Forwarded message ---------\n${HEADERS}\n\n${BODY}`);
    expect(text).toBe(BODY);
    expect(forwarded).toEqual(ORIGINAL);
  });

  test('is none where the subject says answer', () => {
    const part = visible(`Yes.\n\n${HEADERS}\n\n${BODY}`);
    expect(part.forwarded).toBeNull();
    expect(part.folds).toMatchObject([{ kind: 'quote' }]);
  });
});

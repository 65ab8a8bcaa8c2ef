/** Answers as mail programs write them in their languages: what is quoted is folded, and nothing else. */
import { visiblePartOf } from '../../../../server/src/domain/visible-part/visible-part-of';

test.each([
  [
    'Apple en',
    'Yes please.\n\n> On 5 Aug 2026, at 10:12, Shop <support@shop.example> wrote:\n> \n> Which one?',
    'Yes please.',
  ],
  ['Gmail pl', 'Tak.\n\nśr., 5 sie 2026 o 10:12 Shop <support@shop.example> napisał(a):\n\n> Który?', 'Tak.'],
  ['Gmail ja', 'はい。\n\n2026年8月5日(水) 10:12 Shop <support@shop.example>:\n\n> どれですか', 'はい。'],
  [
    'Gmail ko',
    '네.\n\n2026년 8월 5일 (수) 오전 10:12, Shop <support@shop.example>님이 작성:\n\n> 어느',
    '네.',
  ],
  [
    'Gmail tr',
    'Evet.\n\nShop <support@shop.example>, 5 Ağu 2026 Çar, 10:12 tarihinde şunu yazdı:\n\n> Hangi?',
    'Evet.',
  ],
  ['Gmail uk', 'Так.\n\nср, 5 серп. 2026 р. о 10:12 Shop <support@shop.example> пише:\n\n> Який?', 'Так.'],
  [
    'Gmail cs',
    'Ano.\n\nst 5. 8. 2026 v 10:12 odesílatel Shop <support@shop.example> napsal:\n\n> Který?',
    'Ano.',
  ],
  [
    'Gmail hu',
    'Igen.\n\nShop <support@shop.example> ezt írta (időpont: 2026. aug. 5., Sze, 10:12):\n\n> Melyik?',
    'Igen.',
  ],
  [
    'Gmail vi',
    'Vâng.\n\nVào Th 4, 5 thg 8, 2026 vào lúc 10:12 Shop <support@shop.example> đã viết:\n\n> Cái nào?',
    'Vâng.',
  ],
  [
    'Gmail el',
    'Ναι.\n\nΣτις Τετ 5 Αυγ 2026 στις 10:12 π.μ., ο χρήστης Shop <support@shop.example> έγραψε:\n\n> Ποιο;',
    'Ναι.',
  ],
  [
    'Outlook de',
    'Ja.\n\nVon: Shop <support@shop.example>\nGesendet: Mittwoch, 5. August 2026 10:12\nAn: Ann\nBetreff: Lampe\n\nWelche?',
    'Ja.',
  ],
  [
    'Outlook nl',
    'Ja.\n\n________________________________\nVan: Shop <support@shop.example>\nVerzonden: woensdag 5 augustus 2026 10:12\nAan: Ann\nOnderwerp: Lamp\n\nWelke?',
    'Ja.',
  ],
  [
    'Outlook ro',
    'Da.\n\nDe la: Shop <support@shop.example>\nTrimis: miercuri, 5 august 2026 10:12\nCătre: Ann\nSubiect: Lampa\n\nCare?',
    'Da.',
  ],
  [
    'Outlook el',
    'Ναι.\n\nΑπό: Shop <support@shop.example>\nΣτάλθηκε: Τετάρτη, 5 Αυγούστου 2026\nΠρος: Ann\nΘέμα: Λάμπα\n\nΠοιο;',
    'Ναι.',
  ],
  [
    'Outlook he',
    'כן.\n\nמאת: Shop <support@shop.example>\nנשלח: יום רביעי 05 אוגוסט 2026 10:12\nאל: Ann\nנושא: מנורה\n\nאיזה?',
    'כן.',
  ],
  ['TB de', 'Ja.\n\nAm 05.08.26 um 10:12 schrieb Shop:\n> Welche?', 'Ja.'],
  ['TB it', 'Sì.\n\nIl 05/08/26 10:12, Shop ha scritto:\n> Quale?', 'Sì.'],
  ['TB fi', 'Kyllä.\n\nShop kirjoitti 5.8.2026 klo 10.12:\n> Mikä?', 'Kyllä.'],
  [
    'Proton',
    'Yes.\n\nOn Wednesday, August 5th, 2026 at 10:12 AM, Shop <support@shop.example> wrote:\n\n> Which?',
    'Yes.',
  ],
  [
    'Yahoo es',
    'Sí.\n\n    El miércoles, 5 de agosto de 2026, 10:12:33 GMT+2, Shop <support@shop.example> escribió:  \n \n Cuál?',
    'Sí.',
  ],
  [
    'Samsung',
    'Yes.\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: Shop <support@shop.example>\nDate: 05/08/2026 10:12 (GMT+01:00)\nTo: Ann\nSubject: Lamp\n\nWhich?',
    'Yes.',
  ],
  [
    'no quote',
    'I saw the date on 5 August, and Ann wrote:\nthe lamp is red.\nIs that so?',
    'I saw the date on 5 August, and Ann wrote:\nthe lamp is red.\nIs that so?',
  ],
])('%s', (_, text, expected) => {
  expect(visiblePartOf(text, { subject: 'Re: Lamp', answers: true }).text).toBe(expected);
});

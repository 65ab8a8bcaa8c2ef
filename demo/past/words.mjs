/** What the agents wrote before the demo begins. Data alone. */

/** A tag, and what subjects it belongs to: the customers' topics in five languages. */
export const TAGS = [
  { tag: 'delivery', pattern: /arriv|liefer|livr|kirim|lleg|tiba|entreg|wann|quand|cuándo|kapan/i },
  { tag: 'invoice', pattern: /invoice|rechnung|facture|faktur|factura/i },
  { tag: 'returns', pattern: /return|rück|retour|kembali|devol|cambi|tukar/i },
  { tag: 'payment', pattern: /charged|abgebucht|débit|tagih|cobr|bayar/i },
];

export const NOTES = [
  'The warehouse says the pallet leaves tomorrow. Please do not promise a day before that.',
  'Same customer as last month: the invoice went to the old office again. I asked the bookkeepers to change it.',
  'I would give the postage back here, it was our mistake. What do you think?',
];

export const ANSWERS = [
  'Good morning, thank you for your patience. Your parcel left our warehouse today and should be with you within three days.',
  'Hello, of course. The return label is on its way in a separate mail, and the postage is on us.',
  'Hello, you are right, and we are sorry. The second payment goes back to your card today; your bank needs two or three days.',
  'Good afternoon, it is warm enough for autumn, but for nights below zero we would take the winter model.',
];

/** Saved replies. @type {readonly { name: string, versions: readonly object[] }[]} */
export const TEMPLATES = [
  {
    name: 'Parcel is late',
    versions: [
      {
        language: 'en',
        subject: '',
        html: '<p>Hello {{requester.name | there}},</p><p>we are sorry that your parcel is late. We have asked the carrier and write again as soon as we know more.</p>',
      },
      {
        language: 'de',
        subject: '',
        html: '<p>Guten Tag {{requester.name}},</p><p>es tut uns leid, dass Ihr Paket auf sich warten lässt. Wir haben beim Zusteller nachgefragt und melden uns, sobald wir mehr wissen.</p>',
      },
    ],
  },
  {
    name: 'How to return something',
    versions: [
      {
        language: 'en',
        subject: '',
        html: '<p>Hello {{requester.name | there}},</p><p>put the attached label on the parcel and leave it at any post office. The money is back within five days.</p>',
      },
    ],
  },
];

/**
 * The first mails of the demo, which make the inbox look alive: a photo and an inline logo, a PDF, a forwarded mail,
 * one without a Message-ID, a private one, an invitation, and a machine's notice.
 */
import { readFileSync } from 'node:fs';

const file = (/** @type {string} */ name) => readFileSync(new URL(`../files/${name}`, import.meta.url));
const png = (/** @type {string} */ filename) => ({
  filename,
  content: file(filename),
  contentType: 'image/png',
});
const pdf = (/** @type {string} */ filename) => ({
  filename,
  content: file(filename),
  contentType: 'application/pdf',
});

/** @typedef {import('./post.mjs').Letter} Letter */

/**
 * Oldest first, written over the last hours.
 * @returns {readonly Letter[]}
 */
export function openingLetters() {
  const all = letters();
  const minutesAgo = (/** @type {number} */ position) => (all.length - position) * 23;
  return all.map((letter, position) => ({
    ...letter,
    date: new Date(Date.now() - minutesAgo(position) * 60_000),
  }));
}

/** @returns {readonly Letter[]} */
function letters() {
  return [
    {
      from: 'emily.hart@post.example',
      subject: 'Where is my parcel?',
      words:
        'Hi,\n\nmy order 20391 was meant to arrive on Monday. The tracking page has said "in transit" for five days now and I need the tent this weekend.\n\nCould somebody please have a look?\n\nEmily',
    },
    {
      from: 'claire@lumiere.example',
      subject: 'Lanterne arrivée cassée (commande 20417)',
      words: '',
      html:
        '<html><body style="font-family:Calibri,sans-serif;font-size:11pt"><p>Bonjour,</p>' +
        '<p>Nous avons reçu ce matin les six lanternes de la commande <b>20417</b>. L’une d’elles est <span style="color:#c0392b">cassée</span>, voir la photo ci-jointe.</p>' +
        '<table border="1" cellpadding="4" style="border-collapse:collapse"><tr><th>Article</th><th>Commandé</th><th>Intact</th></tr><tr><td>Lanterne tempête, verte</td><td align="center">6</td><td align="center">5</td></tr></table>' +
        '<p>Pouvez-vous nous en renvoyer une avant samedi ?</p><p>Cordialement,<br>Claire Fontaine</p><img src="cid:logo@lumiere.example" width="220" height="64" alt="Atelier Lumière"></body></html>',
      attachments: [
        png('broken-lantern.png'),
        { ...png('atelier-lumiere.png'), cid: 'logo@lumiere.example' },
      ],
    },
    {
      from: 'jonas.weber@bergwerk.example',
      subject: 'Bestellung 4711: 24 Rucksäcke und 40 Laternen',
      words:
        'Guten Tag,\n\nanbei unsere Bestellung 4711. Bitte bestätigen Sie uns den Liefertermin in KW 34 und den Staffelpreis für die Laternen.\n\nMit freundlichen Grüßen\nJonas Weber\nBergwerk Sport GmbH',
      attachments: [pdf('purchase-order-4711.pdf')],
    },
    {
      from: 'dewi@rimbaraya.example',
      subject: 'Perubahan alamat pengiriman pesanan 20402',
      words:
        'Selamat pagi,\n\nmohon alamat pengiriman untuk pesanan 20402 diganti ke kantor baru kami: Jalan Melati 12, Bandung 40115.\n\nApakah masih sempat sebelum barang dikirim?\n\nTerima kasih,\nDewi Anggraini\nPT Rimba Raya',
    },
    {
      from: 'lucia@senderos.example',
      subject: 'Talla equivocada en el pedido 20388',
      words:
        'Hola:\n\nPedimos diez mochilas de 45 litros y han llegado diez de 30 litros. La excursión con el grupo sale el día 18 y nos hacen falta las grandes.\n\n¿Cómo lo podemos arreglar?\n\nUn saludo,\nLucía Herrera\nSenderos S.L.',
    },
    {
      from: 'nadia@greentrails.example',
      subject: 'Twenty packs for our hiking club',
      words:
        'Hello,\n\nwe are a club of sixty hikers and would like to buy twenty trail packs, with our badge on the front if that is possible.\n\nCould you send me an offer, and tell me how long it takes?\n\nKind regards,\nNadia Rahman\nGreen Trails Club',
    },
    {
      from: 'owen@harbour.example',
      subject: 'FW: Rental fleet: your offer',
      words:
        'Hello again,\n\nI talked to our board. They like the offer below, but would rather start with 80 lanterns than with 120. Does the price hold?\n\nOwen Clarke\nHarbour Outfitters',
      quoted: {
        from: { name: 'Shop Sales', address: 'sales@shop.example' },
        to: 'owen@harbour.example',
        subject: 'Rental fleet: your offer',
        date: new Date(Date.now() - 9 * 24 * 60 * 60 * 1000),
        text: 'Dear Owen,\n\nas discussed: 120 storm lanterns at 17.90 each, delivered to the harbour office, payable within 30 days.\n\nShop Sales',
        html: '',
      },
    },
    {
      from: 'budi.santoso@surel.example',
      subject: 'Lampu tidak menyala',
      words:
        'Halo, lentera yang saya beli bulan lalu tidak menyala lagi. Baterai sudah saya ganti. Apakah masih ada garansi?\n\nBudi',
      withoutMessageId: true,
    },
    {
      from: 'pablo@refugio.example',
      to: 'lena@shop.example',
      subject: 'Gracias por la visita',
      words:
        'Hola Lena:\n\nGracias por pasar por el refugio la semana pasada. Te mando pronto la lista de lo que necesitamos para el otoño.\n\nPablo',
    },
    {
      from: 'owen@harbour.example',
      subject: 'Invitation: Rental fleet, first walk-through',
      words:
        'Hello,\n\nlet us look at the lanterns of OPP-1041 together, at our office on the quay. Twenty minutes will do.\n\nOwen Clarke\nHarbour Outfitters',
      invitation: walkThrough(),
    },
    {
      from: 'no-reply@parcels.example',
      fromName: 'Parcel Service',
      to: 'support@shop.example',
      subject: 'Collection confirmed: 14 parcels',
      words:
        'Your collection of 14 parcels for tomorrow, 8:00 to 10:00, is confirmed.\n\nThis is an automatic message.',
      headers: { 'Auto-Submitted': 'auto-generated', Precedence: 'bulk' },
    },
  ];
}

/** An appointment in a week, as calendar programs send it (RFC 5545, RFC 5546). */
function walkThrough() {
  const day = 24 * 60 * 60 * 1000;
  const stamp = (/** @type {Date} */ date) => date.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
  const start = new Date(Date.now() + 7 * day);
  start.setUTCHours(9, 0, 0, 0);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Harbour Outfitters//Calendar//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:walk-through-1041@harbour.example',
    `DTSTAMP:${stamp(new Date())}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(new Date(start.getTime() + 20 * 60_000))}`,
    'SUMMARY:Rental fleet\\, first walk-through',
    'LOCATION:Harbour Outfitters\\, Quay 4',
    'ORGANIZER;CN=Owen Clarke:mailto:owen@harbour.example',
    'ATTENDEE;CN=Shop Sales;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sales@shop.example',
    'SEQUENCE:0',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

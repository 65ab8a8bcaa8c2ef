/**
 * What customers say, per language: first letters by topic, and answers to an agent.
 * `{order}` and `{item}` are filled in. The opening letters stand in openings.mjs.
 */

/**
 * @typedef {{ subject: string, text: string }} Topic
 * @typedef {object} Phrases
 * @property {string} greeting
 * @property {string} closing before the name
 * @property {readonly string[]} items what the shop sells
 * @property {readonly Topic[]} topics
 * @property {readonly string[]} questions a first answer to an agent: it wants something more
 * @property {readonly string[]} thanks a second answer: it ends the matter
 * @property {Topic} outOfOffice
 */

/** @type {Record<import('./personas.mjs').Language, Phrases>} */
export const PHRASES = {
  en: {
    greeting: 'Hello,',
    closing: 'Best wishes,',
    items: ['storm lantern', 'trail pack', 'two-person tent', 'camping stove', 'sleeping mat'],
    topics: [
      {
        subject: 'Order {order}: when will it arrive?',
        text: 'I ordered a {item} last week (order {order}) and have not heard anything since. We leave on Friday. Can you tell me when it will arrive?',
      },
      {
        subject: 'Returning the {item}',
        text: 'The {item} from order {order} is lovely, but too big for me. How can I send it back, and who pays for the postage?',
      },
      {
        subject: 'Invoice for order {order}',
        text: 'My accountant asks for an invoice with our VAT number for order {order}. Could you send me a new one, please?',
      },
      {
        subject: 'Question about the {item}',
        text: 'Is the {item} suitable for winter as well? Your page says three seasons, but a friend told me it is fine down to minus ten.',
      },
      {
        subject: 'Charged twice for order {order}',
        text: 'You charged my card twice for order {order}. Please give one of the two payments back.',
      },
    ],
    questions: [
      'Thank you for the quick answer! One more thing: do I have to be at home for that, or may it go to a neighbour?',
      'That helps, thanks. How long does it usually take?',
      'Thanks. And could I exchange it for the bigger one instead?',
    ],
    thanks: ['Perfect, that is all I needed. Thank you!', 'Wonderful, problem solved. Have a good day!'],
    outOfOffice: {
      subject: 'Automatic reply',
      text: 'I am out of the office until Monday and read mail only now and then.',
    },
  },
  fr: {
    greeting: 'Bonjour,',
    closing: 'Cordialement,',
    items: ['lanterne tempête', 'sac de randonnée', 'tente deux places', 'réchaud', 'matelas isolant'],
    topics: [
      {
        subject: 'Commande {order} : toujours rien reçu',
        text: 'J’ai commandé l’article « {item} » il y a dix jours (commande {order}) et je n’ai toujours rien reçu. Pouvez-vous me dire où se trouve mon colis ?',
      },
      {
        subject: 'Retour de l’article « {item} »',
        text: 'L’article « {item} » de la commande {order} ne me convient pas. Comment puis-je vous le renvoyer, et qui paie le port ?',
      },
      {
        subject: 'Facture de la commande {order}',
        text: 'Pourriez-vous m’envoyer la facture de la commande {order} avec notre numéro de TVA ? Notre comptable l’attend.',
      },
      {
        subject: 'Question sur l’article « {item} »',
        text: 'L’article « {item} » peut-il servir en hiver, jusqu’à moins dix degrés ? Je ne trouve pas l’information sur votre site.',
      },
      {
        subject: 'Changement d’adresse pour la commande {order}',
        text: 'J’ai déménagé la semaine dernière. Est-il encore possible de livrer la commande {order} au 14 rue des Tanneurs, à Lyon ?',
      },
    ],
    questions: [
      'Merci pour votre réponse rapide ! Encore une question : faut-il que je sois chez moi à la livraison ?',
      'Merci beaucoup. Combien de temps cela prend-il en général ?',
      'C’est noté, merci. Serait-il possible de l’échanger contre un autre modèle ?',
    ],
    thanks: ['Parfait, merci beaucoup et bonne journée !', 'Très bien, tout est réglé. Merci encore !'],
    outOfOffice: { subject: 'Réponse automatique', text: 'Je suis absent jusqu’à lundi.' },
  },
  de: {
    greeting: 'Guten Tag,',
    closing: 'Viele Grüße',
    items: ['Sturmlaterne', 'Wanderrucksack', 'Zweipersonenzelt', 'Campingkocher', 'Isomatte'],
    topics: [
      {
        subject: 'Bestellung {order}: Wo bleibt mein Paket?',
        text: 'vor über einer Woche habe ich bei Ihnen bestellt ({item}, Bestellung {order}). Laut Sendungsverfolgung hat sich seit Dienstag nichts getan. Können Sie bitte nachsehen?',
      },
      {
        subject: 'Rücksendung zu Bestellung {order}',
        text: 'der Artikel „{item}“ gefällt mir leider doch nicht. Wie schicke ich ihn zurück, und übernehmen Sie die Kosten?',
      },
      {
        subject: 'Rechnung zu Bestellung {order}',
        text: 'für die Buchhaltung brauche ich die Rechnung zu Bestellung {order} noch einmal, bitte auf die Firma ausgestellt.',
      },
      {
        subject: 'Frage zum Artikel „{item}“',
        text: 'lässt sich der Artikel „{item}“ auch im Winter benutzen? Auf der Seite steht nur „drei Jahreszeiten“.',
      },
      {
        subject: 'Gutschein wird nicht angenommen',
        text: 'beim Bezahlen von Bestellung {order} wurde mein Gutschein nicht angenommen. Können Sie den Betrag nachträglich abziehen?',
      },
    ],
    questions: [
      'danke für die schnelle Antwort! Eine Frage noch: Muss ich dafür zu Hause sein, oder geht auch eine Packstation?',
      'vielen Dank. Wie lange dauert das normalerweise?',
      'danke, das hilft. Könnte ich auch gegen das größere Modell tauschen?',
    ],
    thanks: ['wunderbar, dann ist alles geklärt. Vielen Dank!', 'perfekt, danke für die Hilfe!'],
    outOfOffice: {
      subject: 'Automatische Antwort',
      text: 'ich bin bis Montag nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.',
    },
  },
  id: {
    greeting: 'Halo,',
    closing: 'Terima kasih,',
    items: ['lentera badai', 'tas gunung', 'tenda dua orang', 'kompor kemah', 'matras'],
    topics: [
      {
        subject: 'Pesanan {order} belum sampai',
        text: 'Saya memesan {item} minggu lalu (nomor pesanan {order}), tetapi sampai hari ini belum sampai. Mohon dibantu cek posisinya.',
      },
      {
        subject: 'Mau menukar {item}',
        text: 'Ukuran {item} dari pesanan {order} ternyata terlalu besar. Apakah bisa ditukar dengan yang lebih kecil?',
      },
      {
        subject: 'Faktur untuk pesanan {order}',
        text: 'Bagian keuangan kami memerlukan faktur untuk pesanan {order} atas nama perusahaan. Boleh dikirim lewat email ini?',
      },
      {
        subject: 'Pertanyaan tentang {item}',
        text: 'Apakah {item} tahan hujan deras? Kami akan memakainya di Kalimantan pada bulan Desember.',
      },
      {
        subject: 'Pembayaran pesanan {order}',
        text: 'Saya sudah transfer untuk pesanan {order}, tetapi statusnya masih menunggu pembayaran. Mohon dicek ya.',
      },
    ],
    questions: [
      'Terima kasih atas balasannya. Satu lagi: apakah saya harus ada di rumah saat barangnya diantar?',
      'Baik, terima kasih. Biasanya berapa lama prosesnya?',
      'Terima kasih infonya. Kalau ditukar dengan model lain, apakah bisa?',
    ],
    thanks: ['Baik, sudah jelas. Terima kasih banyak!', 'Siap, masalahnya sudah beres. Terima kasih!'],
    outOfOffice: { subject: 'Balasan otomatis', text: 'Saya sedang cuti sampai hari Senin.' },
  },
  es: {
    greeting: 'Hola:',
    closing: 'Un saludo,',
    items: ['farol', 'mochila de montaña', 'tienda para dos', 'hornillo', 'esterilla'],
    topics: [
      {
        subject: 'Pedido {order}: ¿cuándo llega?',
        text: 'Hice el pedido {order} ({item}) hace más de una semana y todavía no ha llegado. ¿Pueden decirme dónde está?',
      },
      {
        subject: 'Devolución del pedido {order}',
        text: 'El artículo «{item}» no es lo que esperaba. ¿Cómo puedo devolverlo y quién paga el envío?',
      },
      {
        subject: 'Factura del pedido {order}',
        text: '¿Me pueden enviar la factura del pedido {order} a nombre de la empresa? La necesitamos antes de fin de mes.',
      },
      {
        subject: 'Duda sobre el artículo «{item}»',
        text: '¿El artículo «{item}» sirve también para el invierno? En la página no lo encuentro.',
      },
      {
        subject: 'Falta una pieza en el pedido {order}',
        text: 'Al artículo «{item}» del pedido {order} le falta una pieza. ¿Pueden enviármela por separado?',
      },
    ],
    questions: [
      '¡Gracias por la respuesta! Otra pregunta: ¿tengo que estar en casa cuando llegue?',
      'Muchas gracias. ¿Cuánto suele tardar?',
      'Gracias. ¿Sería posible cambiarlo por otro modelo?',
    ],
    thanks: ['¡Perfecto, muchas gracias por todo!', 'Estupendo, todo resuelto. ¡Gracias!'],
    outOfOffice: { subject: 'Respuesta automática', text: 'Estoy fuera de la oficina hasta el lunes.' },
  },
};

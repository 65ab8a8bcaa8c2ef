/**
 * What mail programs call the fields of a mail they quote or forward, in their users' languages. Words only; what a
 * block of such lines means is header-block's.
 */

/** `sent` is a date that only a mail has; `date` may stand in any form. */
export type HeaderField = 'from' | 'to' | 'cc' | 'subject' | 'date' | 'sent' | 'other';

const WORDS: Readonly<Record<HeaderField, string>> = {
  from:
    'from|von|de|de la|da|van|od|fra|från|от|от кого|отправитель|від|від кого|відправник|feladó|küldő|lähettäjä|' +
    'saatja|kellelt|šalje|pošiljatelj|pošiljatel|odosielateľ|odesílatel|nadawca|expeditor|expeditorul|expéditeur|remitente|' +
    'remetente|mittente|absender|afzender|afsender|avsender|avsändare|kimden|gönderen|dari|pengirim|差出人|送信者|' +
    '发件人|发自|寄件者|寄件人|보낸 사람|보낸사람|보낸이|发送者|من|المرسل|מאת|από|αποστολέας|от кого|od koga|nuo|no|kam no|emetteur',
  sent:
    'sent|gesendet|envoyé|envoyée|enviado|enviada|enviada em|enviado el|enviado em|inviato|verzonden|odesláno|odoslané|' +
    'wysłano|wysłane|sendt|skickat|отправлено|дата отправки|надіслано|відправлено|elküldve|küldve|lähetetty|saadetud|' +
    'poslano|poslato|trimis|trimis la|data trimiterii|gönderilen|gönderildi|gönderme tarihi|dikirim|terkirim|送信日時|发送时间|發送時間|寄件日期|' +
    '傳送日期|보낸 날짜|보낸날짜|تاريخ الإرسال|أرسلت|تم الإرسال|נשלח|εστάλη|изпратено|išsiųsta|nosūtīts|envoi',
  date:
    'date|datum|dato|data|dată|dată|fecha|dátum|päivämäärä|päiväys|kuupäev|дата|tarih|tanggal|日期|日時|日付|时间|날짜|التاريخ|תאריך|ημερομηνία|' +
    'date d’envoi|date et heure|datums',
  to:
    'to|an|à|a|para|aan|til|till|do|komu|кому|címzett|vastaanottaja|saaja|prima|za|pre|pro|către|catre|la|destinatarul|destinatar|' +
    'destinatario|destinatário|destinataire|pour|adresat|adresát|empfänger|příjemce|príjemca|primatelj|kime|alıcı|kepada|untuk|宛先|收件人|收件者|받는 사람|받는사람|받는이|إلى|الى|אל|προς|до|получатель|одержувач|kam|adresāts|mottaker|mottagare|modtager|ontvanger',
  cc:
    'cc|bcc|kopie|kopie (cc)|kopi|kopia|kopio|kópia|másolat|másolatot kap|копия|копія|copie|copie à|copia|cópia|dw|udw|bilgi|' +
    'tembusan|抄送|副本|참조|نسخة|نسخة إلى|עותק|κοιν|κοινοποίηση|koopia|kop|с копие|kk|sk|ko|c.c|c.c.|másolatok|blindkopie|kopija',
  subject:
    'subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|předmět|predmet|emne|ämne|aihe|tárgy|тема|konu|naslov|' +
    'temat|subiect|subiectul|perihal|subjek|judul|件名|主题|主旨|标题|제목|الموضوع|موضوع|נושא|teema|θέμα|относно|tema',
  other:
    'reply-to|reply to|antwort an|répondre à|responder a|responder para|risposta|rispondi a|antwoord aan|svar til|svara till|' +
    'odpowiedź do|odpovědět|odpoveď|válaszcím|vastaus|ответить|відповісти|yanıt|balas ke|返信先|回复|답장|importance|priority|priorität|' +
    'importance :|attachments|anlagen|pièces jointes|allegati|adjuntos|bijlagen|message-id|organization|wichtigkeit|' +
    'newsgroups|resent-from|resent-date|mailed-by|signed-by|delivered-to|return-path|x-mailer|user-agent|mime-version|content-type|sender',
};

const FIELDS: ReadonlyMap<string, HeaderField> = new Map(
  (Object.entries(WORDS) as [HeaderField, string][]).flatMap(([field, words]) =>
    words.split('|').map((word): [string, HeaderField] => [word.normalize('NFC'), field]),
  ),
);

/** Characters of the longest label that is looked up. */
export const LONGEST_LABEL = 24;

/** Turkish capitals would become two characters. */
const lower = (text: string): string => text.replace(/İ/g, 'i').toLowerCase().normalize('NFC');

/** @param label without its colon; white space and marks of bold type around it are let go */
export function fieldOf(label: string): HeaderField | null {
  return label.length > LONGEST_LABEL + 8
    ? null
    : (FIELDS.get(lower(label.replace(/[*_\s]+/g, ' ').trim())) ?? null);
}

/**
 * Words that end a mail: how people take their leave, and what telephones add. Words only; where a signature begins is
 * signature's.
 */

const CLOSINGS =
  'best regards|kind regards|warm regards|regards|many regards|with regards|with best regards|with kind regards|warmest regards|best wishes|kindest regards|thanks & regards|thanks and regards|thank you and regards|' +
  'sincerely|sincerely yours|yours sincerely|yours truly|yours faithfully|respectfully|cordially|best|all the best|cheers|thanks|many thanks|thank you|thanks in advance|thanks again|thx|take care|' +
  'mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss|freundliche grüße|freundliche grüsse|viele grüße|viele grüsse|beste grüße|beste grüsse|liebe grüße|liebe grüsse|herzliche grüße|schöne grüße|mit lieben grüßen|mit besten grüßen|mfg|lg|vg|gruß|gruss|grüße|' +
  'cordialement|bien cordialement|très cordialement|sincères salutations|salutations distinguées|meilleures salutations|bien à vous|bien à toi|amicalement|cdt|cdlt|respectueusement|' +
  'saludos|un saludo|saludos cordiales|atentamente|cordialmente|muchas gracias|un cordial saludo|atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abraços|abraço|att|obrigado|obrigada|' +
  'cordiali saluti|distinti saluti|saluti|un saluto|grazie|grazie mille|buona giornata|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groet|groeten|groetjes|hartelijke groet|mvg|' +
  'med venlig hilsen|venlig hilsen|mange hilsner|hilsen|mvh|vh|de bedste hilsner|med vennlig hilsen|vennlig hilsen|beste hilsen|hälsningar|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|vänlig hälsning|bästa hälsningar|' +
  'ystävällisin terveisin|terveisin|parhain terveisin|yst. terv|t|lugupidamisega|parimate soovidega|tervitades|s pozdravem|s přátelským pozdravem|hezký den|děkuji|díky|s pozdravom|s priateľským pozdravom|ďakujem|' +
  'pozdrawiam|z poważaniem|z wyrazami szacunku|serdecznie pozdrawiam|z pozdrowieniami|pozdrowienia|üdvözlettel|tisztelettel|üdv|köszönettel|köszönöm|cu stimă|cu respect|mulțumesc|numai bine|' +
  'srdačan pozdrav|lijep pozdrav|pozdrav|s poštovanjem|hvala|lep pozdrav|с уважением|с наилучшими пожеланиями|всего доброго|спасибо|з повагою|з найкращими побажаннями|дякую|с уважение|поздрави|' +
  'saygılarımla|saygılar|iyi çalışmalar|teşekkürler|sevgiler|salam|hormat saya|hormat kami|terima kasih|salam hangat|よろしくお願いいたします|以上、よろしくお願いいたします|よろしくお願い致します|敬具|以上|此致|祝好|谢谢|順頌商祺|此致敬礼|감사합니다|드림|مع التحية|تحياتي|مع أطيب التحيات|شكرا|בברכה|תודה|με εκτίμηση|ευχαριστώ';

const CLOSING_WORDS = new Set(CLOSINGS.split('|').map((words) => words.normalize('NFC')));

/** Characters of the longest line that is a closing. */
const LONGEST_CLOSING = 50;

/** Whether a line is nothing but the words with which somebody takes leave. */
export function isClosing(line: string): boolean {
  if (line.length > LONGEST_CLOSING || line.length < 1) return false;
  const words = line
    .replace(/[^\p{L}\p{M}\p{Nd}&'’.、\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .trim()
    .toLowerCase()
    .normalize('NFC');
  return CLOSING_WORDS.has(words);
}

/** "Sent from my iPhone": how the sentence begins, by language. */
const SENT_FROM =
  /^(?:sent (?:from|via|with|by|using)|(?:this (?:e-?mail|message) was )?sent (?:from|via)|written on my|from my|get outlook|get \[outlook|typed on|composed on|download|envoyé (?:de|depuis|à partir|avec|via|du)|envoye (?:de|depuis)|télécharger outlook|obtenir outlook|gesendet (?:von|mit|aus|über)|von mein\S* .{1,40} gesendet|holen sie sich outlook|outlook für|diese (?:nachricht|e-mail) wurde .{0,60} gesendet|enviado (?:desde|de|do|a partir|por|con|com|via)|obtener outlook|obter o outlook|inviato (?:da|dal|dall|con|tramite)|scarica outlook|ottieni outlook|verzonden (?:vanaf|via|met|van)|verstuurd (?:vanaf|met|via)|download outlook|sendt (?:fra|via|med)|hent outlook|få outlook|skickat (?:från|med|via)|skickad (?:från|med)|skaffa outlook|hämta outlook|lähetetty|hanki outlook|saadetud|odesláno (?:z|ze|pomocí)|získat outlook|odoslané (?:z|zo|pomocou)|wysłane (?:z|ze|za|przez)|wysłano z|pobierz (?:program )?outlook|trimis (?:de pe|din|cu)|poslano (?:s|sa|iz|z)|послано с|отправлено (?:с|со|из|через)|надіслано (?:з|із|через)|відправлено з|dikirim dari|terkirim dari|küldve|从我的|发自我的|發自我的|從我的|传送自|傳送自|获取 outlook|取得 outlook|나의 .{1,20} 보냄|내 .{1,20} 보냄|أرسلت من|أُرسلت من|مرسل من|נשלח מ)/iu;

/** The same where the verb comes last. */
const FROM_SENT =
  /(?:gesendet|から送信|より送信|传送|傳送|发送|發送|gönderildi|gönderilmiştir|küldve|küldött|lähetetty|보냄|에서 보냈습니다|에서 보냄)\.?$/iu;

/** Devices and programs: with one of them, even "Somebody via mobile" is one. */
const DEVICE =
  /\b(?:i-?phone|i-?pad|i-?pod|mobile|android|samsung|galaxy|blackberry|smartphone|windows phone|nokia|huawei|xiaomi|phone|tablet|handy|mobil)\b/iu;
const SOMEBODY_FROM = /^(?:\p{L}+ ){0,3}(?:from|via|by|on) (?:my |a |the )?/iu;

/** What may follow after a comma: an apology, not a sentence. */
const APOLOGY =
  /excuse|sorry|typo|brevity|brief|apolog|forgive|pardon|entschuldig|désolé|disculp|desculp|scus/iu;

const LONGEST_SENT_FROM = 120;
const MOST_WORDS = 9;

/** Whether a line is what a telephone or a mail program puts below every mail. */
export function isSentFromLine(text: string): boolean {
  const line = text
    .replace(/^[\s(<[*_~"'-]+/, '')
    .replace(/[\s)>\]*_~"']+$/, '')
    .trim();
  if (line.length > LONGEST_SENT_FROM || line.length < 6) return false;
  if (FROM_SENT.test(line) && /\p{L}/u.test(line) && line.length < 80) return true;
  const [sentence = '', ...more] = withoutLinks(line).split(/[,;!?]\s|\.\s+/u);
  const isPlain = more.length === 0 || APOLOGY.test(more.join(' '));
  if (!isPlain || sentence.trim().split(/\s+/).length > MOST_WORDS) return false;
  if (SENT_FROM.test(line)) return true;
  return SOMEBODY_FROM.test(sentence) && DEVICE.test(sentence) && sentence.split(' ').length <= 5;
}

const withoutLinks = (line: string): string =>
  line.replace(/<?\(?(?:https?:\/\/|mailto:)\S+/giu, '').replace(/[[\]]/g, '');

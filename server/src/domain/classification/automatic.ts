/**
 * Answers that machines give, and mail that machines write by themselves: RFC 3834, vendors' headers (peers §2.2), and,
 * where headers are silent, the subject and first words in the languages of the programs that write them.
 */
import {
  attached,
  header,
  isAnswerOrForward,
  nullPath,
  present,
  shownAs,
  subject,
  type Classifiable,
  type Signal,
} from './signals';

const notNo = (value: string): boolean => !/^(?:no|false|0)?$/.test(value);

/** Headers whose presence says so, unless they say "no". */
const ANSWER_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoresponse',
  'x-autoreply-from',
  'x-autoreply-domain',
  'x-mail-autoreply',
  'x-vacation',
  'x-ms-exchange-inbox-rules-loop',
  'x-apple-action',
] as const;

/** What ends the words that a program puts before the subject that it answers; in a sentence they go on otherwise. */
const ENDS = String.raw`(?=\s*(?:$|[:：…()[\]|!,.;/–—"-]|(?:from|by|until|till|for|notice|message|notification|von|bis|vom|de|da|du|del|from|van|från|fra|od|от|do|dari|karena)\s|(?:re|aw|sv|tr)\s?:))`;

const AUTO_SUBJECT = new RegExp(
  String.raw`^\s*(?:\[[^\]]{0,60}\]\s*)?[[(<"“]?(?:` +
    [
      String.raw`auto(?:matic(?:ally)?|mated)?[- ]?(?:generated )?(?:repl(?:y|ied)|respon(?:se|s|d|der|ded)|answer)`,
      String.raw`out[- ]of[- ](?:the )?office(?: (?:auto-?)?(?:reply|response|message))?|away from (?:the |my )?(?:office|mail|e-?mail|desk)|(?:on )?vacation (?:reply|response|message|notice)`,
      String.raw`abwesenheits\p{L}*|abwesend|automatische (?:antwort|r[üu]ckmeldung|e-?mail-?antwort)|auto-?antwort`,
      String.raw`r[ée]ponse automatique|(?:message )?d['’]absence|absen(?:ce|te?) du bureau`,
      String.raw`risposta automatica|fuori (?:sede|ufficio)|respuesta autom[áa]tica|fuera de (?:la )?oficina|ausente de la oficina`,
      String.raw`resposta autom[áa]tica|fora do escrit[óo]rio|aus[êe]ncia do escrit[óo]rio`,
      String.raw`automatisch (?:antwoord|bericht)|afwezigheids?\p{L}*|niet aanwezig|afwezig`,
      String.raw`autosvar|automatiskt? svar|frånvaro\p{L}*|fraværs?\p{L}*|ikke på kontoret|automaattinen vastaus|poissaolo\p{L}*`,
      String.raw`automatyczna odpowied[źz]|odpowied[źz] automatyczna|nieobecno[śs][ćc]|poza biurem|automatick[áa] odpov[ěe][ďd]|mimo kancel[áa][řr]`,
      String.raw`automatikus (?:v[áa]lasz|[üu]zenet)|r[ăa]spuns automat|αυτόματη απάντηση`,
      String.raw`автоответ\p{L}*|автоматический ответ|автоматична відповідь|вне офиса|нет на месте`,
      String.raw`otomatik (?:yan[ıi]t|cevap|ileti)|ofis d[ıi][şs][ıi]nda|(?:balasan|jawaban) otomatis|di luar kantor|sedang cuti`,
      String.raw`trả lời tự động|ตอบกลับอัตโนมัติ|(?:balasan|jawapan) automatik|پاسخ خودکار`,
      String.raw`автоматичен отговор|автоматски одговор|automatski odgovor|odsutan iz ureda|samodejni odgovor`,
      String.raw`automatin(?:is|ė) atsakym(?:as|o)|autom[āa]tisk[āa] atbilde|automaatvastus|resposta autom[àa]tica`,
      String.raw`رد تلقائي|מענה אוטומטי`,
    ].join('|') +
    `)${ENDS}`,
  'iu',
);

/** Languages that write without spaces. */
const AUTO_SUBJECT_UNSPACED =
  /^\s*[[【(（「]?\s*(?:自動応答|自動返信|自動送信|不在(?:通知|連絡|のお知らせ|届)|自动(?:答复|回复)|自動(?:回覆|回复|答覆)|不在办公室|外出自动|자동 ?(?:응답|회신|답장)|부재중)/u;

/** "Ann Smith/Dublin/Example is out of the office." (Domino) and the like: who it is, and that nobody is there. */
const AWAY_SUBJECT =
  /\b(?:is|am|are|i'm|will be) (?:currently |now |away and )?(?:out of (?:the )?office|out of office|on (?:annual |sick |parental |maternity )?(?:leave|vacation|holidays?)|away (?:until|from))\b|\bist (?:nicht im (?:b[üu]ro|hause)|au[ßs]er haus|im urlaub|abwesend)\b|\best (?:absente?|en congés?)\b|\best[áa] (?:de vacaciones|fuera de la oficina)\b|\b[èe] (?:fuori sede|in ferie|assente)\b|\bis afwezig\b|\bjest nieobecn/iu;

/** Sender verification: an answer that asks a person to prove to be one (challenge and response). */
const CHALLENGE_SUBJECT =
  /^(?:automated confirmation request|sender verification|please verify your (?:message|e-?mail) to|your message to .{1,80} awaits (?:moderator )?approval|your (?:e-?mail|message|mail) (?:\S+ ){0,3}requires (?:verification|confirmation)|please confirm your (?:message|e-?mail)|confirm your (?:e-?mail|message) to|.{0,60}verify#[\w-]{8})/i;

/** First sentences of such answers; told only of mail that answers another, by a short text. */
const AWAY_TEXT =
  /\b(?:i am|i'm|i will be|we are|i shall be) (?:currently |presently |now )?(?:out of (?:the |my )?office|away from (?:the |my )?(?:office|desk|e-?mail)|on (?:annual |sick |parental |maternity )?(?:leave|vacation|holidays?)|not in the office|away (?:until|and|from)|only sleeping|travell?ing (?:and|until))\b|this is an? (?:auto(?:matic(?:ally generated)?|mated)?)[- ](?:reply|response|message|e-?mail|answer)|(?:thank you for|we have received) your (?:e-?mail|message|enquiry|inquiry|request).{0,200}\b(?:automatic|automated|do not reply)|ich bin (?:derzeit|zurzeit|momentan|im moment|bis|vom|ab)?.{0,60}(?:nicht im (?:b[üu]ro|hause)|abwesend|au[ßs]er haus|im urlaub|nicht erreichbar)|(?:automatisch (?:erstellt|generiert|versand)|automatisch erzeugte)|je (?:suis|serai) (?:actuellement |absente? |en ).{0,60}(?:absente?|congés?|bureau|vacances)|(?:ceci est|message) (?:une réponse |un message )?automatique|(?:estoy|estar[ée]) (?:fuera|ausente|de vacaciones)|mensaje autom[áa]tico|(?:sono|sar[òo]) (?:fuori (?:sede|ufficio)|assente|in ferie)|messaggio automatico|(?:estou|estarei) (?:ausente|de f[ée]rias|fora do)|mensagem autom[áa]tica|ik ben (?:\S+ ){0,3}(?:afwezig|niet aanwezig|met vakantie|op vakantie)|jag är (?:\S+ ){0,3}(?:på semester|ledig|frånvarande|inte på kontoret)|jeg er (?:\S+ ){0,3}(?:på ferie|ikke på kontoret|fraværende)|jestem (?:\S+ ){0,3}(?:nieobecn|na urlopie|poza biurem)|przebywam na urlopie|(?:jsem|budu) (?:\S+ ){0,3}(?:na dovolen[ée]|mimo kancel[áa]ř)|szabads[áa]gon vagyok|irod[áa]n k[íi]v[üu]l vagyok|olen (?:\S+ ){0,3}(?:lomalla|poissa|vapaalla)|sunt (?:\S+ ){0,3}(?:[îi]n concediu|plecată? din birou)|(?:я|меня) (?:\S+ ){0,3}(?:в отпуске|нет в офисе|отсутству)|自動(?:応答|返信|送信)|不在にしており|休暇を(?:いただ|頂)|自动回复|不在办公室|正在休假|saya (?:sedang |akan )?(?:cuti|tidak berada di kantor|di luar kantor)|(?:pesan|balasan) otomatis|(?:ofis dışında|izinde)y(?:i|ı)m/iu;

/** Out-of-office texts are short; a long letter may mention a holiday. */
const SHORT = 1200;
const FIRST_WORDS = 400;

const answersSomething = ({
  inReplyTo = [],
  references = [],
  headers,
  subject: words,
}: Classifiable): boolean =>
  inReplyTo.length > 0 ||
  references.length > 0 ||
  isAnswerOrForward(words) ||
  /^(?:all|.*\b(?:oof|autoreply)\b)/i.test((headers['x-auto-response-suppress'] ?? '').trim());

/** A person answers with a quote of what is answered; a machine says that nobody is there, and ends. */
const awayText: Signal = (message) => {
  const text = message.text ?? '';
  if (text.length > SHORT || /^\s*>/m.test(text) || !answersSomething(message)) return null;
  const said = AWAY_TEXT.exec(text.slice(0, FIRST_WORDS));
  return said === null ? null : shownAs('Text', said[0]);
};

/** Subjects are the author's: a person who answers or forwards an automatic answer keeps its subject behind `Re:`. */
const inOwnSubject =
  (matches: RegExp): Signal =>
  (message) =>
    isAnswerOrForward(message.subject) ? null : subject(matches)(message);

/** Scanners on the way tell the sender that they did not like his mail. */
const SCANNER =
  /^(?:anti-?virus|virus[\w-]*|av|mailscanner|mailsweeper|scanmail|content-?filter|postmaster|mail-?admin(?:istrator)?|security)@/i;
const SCANNED =
  /\b(?:virus(?:es)?|worm|infected|malware|banned|prohibited|violation|disallowed|unsolicited bulk)\b/i;

function scannerNotice({ from, subject: words }: Classifiable): string | null {
  return SCANNER.test(from?.address ?? '') && SCANNED.test(words) && !isAnswerOrForward(words)
    ? shownAs('Subject', words)
    : null;
}

export const AUTO_REPLY: readonly Signal[] = [
  header('auto-submitted', /^auto-replied\b|vacation/),
  ...ANSWER_HEADERS.map((name) => header(name, notNo)),
  header('x-autogenerated', /^repl/),
  header('x-post-messageclass', /autorespon/),
  header('x-list-administrivia', /^yes\b/),
  header('x-mailer', /\bvacation\b|auto-?(?:respon|repl)/),
  header('precedence', /^auto[_-]?repl/),
  header('x-precedence', /^auto[_-]?repl/),
  header('delivered-to', /^autoresponder\b/),
  inOwnSubject(AUTO_SUBJECT),
  inOwnSubject(AUTO_SUBJECT_UNSPACED),
  inOwnSubject(AWAY_SUBJECT),
  inOwnSubject(CHALLENGE_SUBJECT),
  scannerNotice,
  awayText,
];

/** A machine passed it on, and took the way back away; who wrote it is another matter. */
const isForwarded = ({ headers }: Classifiable): boolean =>
  /^\s*auto-forwarded\b/i.test(headers['auto-submitted'] ?? '');

/** Of mail without a kind of its own: only machines write without a way back (RFC 5321 §4.5.5). */
export const NO_WAY_BACK: readonly Signal[] = [
  (message) => (isForwarded(message) ? null : nullPath(message)),
];

/** A read receipt (RFC 8098), and Exchange's in its own form. */
export const RECEIPT: readonly Signal[] = [
  header('content-type', /^multipart\/report\b.*disposition-notification/),
  attached(/^message\/(?:global-)?disposition-notification$/),
  header('x-ms-exchange-generated-message-source', /receipt/),
];

export const NOTIFICATION: readonly Signal[] = [
  // "no" is what RFC 3834 gives to mail written by a person.
  header('auto-submitted', (value) => !/^(?:no\b|auto-forwarded\b|$)/.test(value)),
  header('x-autogenerated', notNo),
  header('x-fc-machinegenerated', notNo),
  header('x-amazon-mail-relay-type', /^notification/),
];

export const LIST: readonly Signal[] = [
  present('list-id'),
  present('list-post'),
  present('mailing-list'),
  present('x-mailman-version'),
  header('precedence', /^list\b/),
  header('x-precedence', /^list\b/),
];

export const BULK: readonly Signal[] = [
  header('precedence', /^(?:bulk|junk)\b/),
  header('x-precedence', /^(?:bulk|junk)\b/),
  present('list-unsubscribe'),
  present('feedback-id'),
  present('x-campaign-id'),
  present('x-campaignid'),
];

/** Headers that these rules look at. */
export const AUTOMATIC_HEADERS = [
  ...ANSWER_HEADERS,
  'auto-submitted',
  'x-auto-response-suppress',
  'precedence',
  'x-precedence',
  'delivered-to',
  'x-autogenerated',
  'x-post-messageclass',
  'x-list-administrivia',
  'x-mailer',
  'x-fc-machinegenerated',
  'x-amazon-mail-relay-type',
  'x-ms-exchange-generated-message-source',
  'list-id',
  'list-post',
  'list-unsubscribe',
  'mailing-list',
  'x-mailman-version',
  'feedback-id',
  'x-campaign-id',
  'x-campaignid',
] as const;

/**
 * Lines that say "here begins the mail I answer" or "here begins the mail I forward". What follows them is not looked at.
 */
import { seen } from './lines';

/** `rule`: a line of dashes or underscores, which means something only above a header block. */
export type Separator =
  { readonly kind: 'quote' | 'forward' | 'unknown'; readonly rest: string } | { readonly kind: 'rule' };

const FORWARDED =
  'forwarded message|forwarded mail|forwarded email|begin forwarded message|start forwarded message|weitergeleitete nachricht|weitergeleitete e-mail|' +
  'anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|message transféré|message transfere|mail transféré|courriel transféré|' +
  'début du message réexpédié|début du message transféré|message réexpédié|mensaje reenviado|inicio del mensaje reenviado|inicia el mensaje reenviado|' +
  'mensagem encaminhada|mensagem reencaminhada|início da mensagem reencaminhada|início da mensagem encaminhada|início mensagem reencaminhada|' +
  'messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|' +
  'videresendt besked|videresendt meddelelse|videresendt melding|videresendt e-post|videresendt epost|start på videresendt besked|start på videresendt melding|' +
  'vidarebefordrat meddelande|vidarebefordrat mail|vidarebefordrat brev|vidarebefordrat mejl|påbörjat vidarebefordrat brev|börja vidarebefordrat meddelande|' +
  'edelleenlähetetty viesti|välitetty viesti|välitetty viesti alkaa|edelleenlähetetty viesti alkaa|edastatud kiri|edastatud sõnum|' +
  'přeposlaná zpráva|začátek přeposílané zprávy|začátek přeposlané zprávy|preposlaná správa|začiatok preposlanej správy|' +
  'wiadomość przesłana dalej|treść przekazanej wiadomości|przekazana wiadomość|przesłana wiadomość|początek przekazywanej wiadomości|początek przekazanej wiadomości|' +
  'továbbított levél|továbbított üzenet|továbbított levél kezdete|továbbított levél kezdődik|mesaj redirecționat|mesaj redirectionat|începe mesajul redirecționat|începe mesajul redirecţionat|' +
  'mesaj redirecţionat|proslijeđena poruka|započni proslijeđenu poruku|prosleđena poruka|posredovano sporočilo|' +
  'пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение|начало переадресованного сообщения|начало пересылаемого сообщения|' +
  'пересланное письмо|перенаправлене повідомлення|переслане повідомлення|початок листа, що пересилається|початок пересланого повідомлення|пересланий лист|препратено съобщение|' +
  'iletilmiş mesaj|iletilen mesaj|yönlendirilmiş ileti|yönlendirilen ileti|iletilmiş ileti|ileti başlangıcı|iletilen ileti başlangıcı|' +
  'pesan terusan|pesan yang diteruskan|awal pesan terusan|mulai pesan yang diteruskan|転送メッセージ|転送されたメッセージ|以下は転送されたメッセージです|' +
  '转发的邮件|转发邮件|转发邮件信息|已转发邮件|下面是被转发的邮件|開始轉寄郵件|轉寄郵件|已轉寄郵件|以下是轉寄的信件|전달된 메시지|전달된 메일|전달된 메세지|아래는 전달된 메시지입니다|' +
  'رسالة معاد توجيهها|الرسالة المعاد توجيهها|بداية الرسالة المعاد توجيهها|رسالة محولة|הודעה שהועברה|תחילת ההודעה שהועברה|προωθημένο μήνυμα|bifogat meddelande|inoltrato|fwd';

const ORIGINAL =
  'original message|original mail|original email|original appointment|reply message|reply original message|ursprüngliche nachricht|originalnachricht|original-nachricht|ursprüngliche mail|ursprüngliche e-mail|' +
  "message d'origine|message d’origine|message original|message initial|courriel d'origine|e-mail d'origine|mensaje original|mensaje de origen|mensagem original|messaggio originale|messaggio originario|" +
  'oorspronkelijk bericht|origineel bericht|oorspronkelijke bericht|oprindelig meddelelse|oprindelig besked|original meddelelse|opprinnelig melding|original melding|opprindelig melding|' +
  'ursprungligt meddelande|originalmeddelande|ursprungligt mail|alkuperäinen viesti|algne sõnum|originaalkiri|algkiri|původní zpráva|pôvodná správa|původní e-mail|wiadomość oryginalna|oryginalna wiadomość|wiadomość pierwotna|' +
  'eredeti üzenet|eredeti levél|mesaj original|mesajul original|izvorna poruka|originalna poruka|izvirno sporočilo|исходное сообщение|оригинальное сообщение|первоначальное сообщение|' +
  'исходное письмо|оригінальне повідомлення|початкове повідомлення|вихідне повідомлення|оригинално съобщение|orijinal mesaj|özgün ileti|orjinal mesaj|orijinal ileti|pesan asli|pesan awal|' +
  '元のメッセージ|オリジナルメッセージ|原始邮件|原邮件|原始郵件|原始訊息|邮件原件|원본 메시지|원본 메일|원본 메세지|الرسالة الأصلية|رسالة أصلية|ההודעה המקורית|הודעה מקורית|αρχικό μήνυμα|mensaje citado|previous message|message transmis';

const setOf = (words: string): ReadonlySet<string> =>
  new Set(words.split('|').map((word) => word.normalize('NFC')));
const FORWARD_WORDS = setOf(FORWARDED);
const ORIGINAL_WORDS = setOf(ORIGINAL);

/** Programs that frame the line write it with words only; those that do not end it with a colon. */
const UNFRAMED_WORDS = new Set([...FORWARD_WORDS].filter((words) => words.length > 5));

const isRule = (code: string): boolean => '-–—_=*─'.includes(code);
/** Fewest characters of a line that separates mails by nothing but itself. */
const SHORTEST_RULE = 10;
const LONGEST_WORDS = 60;

/** @returns null when the line separates nothing */
export function separatorOf(text: string): Separator | null {
  const line = seen(text);
  if (line.length < 5) return null;
  let start = 0;
  while (start < line.length && (isRule(line[start] ?? '') || line[start] === ' ')) start += 1;
  if (start === line.length) return line.length >= SHORTEST_RULE ? { kind: 'rule' } : null;
  const isFramed = start >= 2 && /[-–—_=─]{2}/.test(line.slice(0, start));
  if (!isFramed) return unframed(line.slice(start));
  let end = start;
  while (end < line.length && end - start <= LONGEST_WORDS && !/^[-–—_=─]{2}/.test(line.slice(end, end + 2)))
    end += 1;
  if (end >= line.length || end - start > LONGEST_WORDS) return null;
  const words = line.slice(start, end);
  let restStart = end;
  while (restStart < line.length && (isRule(line[restStart] ?? '') || line[restStart] === ' '))
    restStart += 1;
  const rest = line.slice(restStart).replace(/^[:\s]+/, '');
  return { kind: kindOf(words), rest };
}

function unframed(line: string): Separator | null {
  if (line.length > LONGEST_WORDS || !/[:：]\**$/.test(line)) return null;
  return UNFRAMED_WORDS.has(plain(line)) ? { kind: 'forward', rest: '' } : null;
}

const plain = (words: string): string =>
  words
    .replace(/[*_:：]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/İ/g, 'i')
    .toLowerCase()
    .normalize('NFC');

function kindOf(words: string): 'quote' | 'forward' | 'unknown' {
  const known = plain(words);
  if (FORWARD_WORDS.has(known)) return 'forward';
  return ORIGINAL_WORDS.has(known) ? 'quote' : 'unknown';
}

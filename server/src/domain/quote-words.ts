/**
 * The words with which a quote is introduced and a forwarded mail is headed, in the language of a conversation. That they
 * are found again when they come back is visible-part's.
 */
import type { Address } from './message';

interface QuoteWords {
  /** with `{date}` and `{sender}` */
  readonly wrote: string;
  readonly forwarded: string;
  /** From, Date, Subject, To, Cc */
  readonly labels: readonly [string, string, string, string, string];
}

const WORDS: Readonly<Record<string, QuoteWords>> = {
  en: {
    wrote: 'On {date}, {sender} wrote:',
    forwarded: 'Forwarded message',
    labels: ['From', 'Date', 'Subject', 'To', 'Cc'],
  },
  de: {
    wrote: 'Am {date} schrieb {sender}:',
    forwarded: 'Weitergeleitete Nachricht',
    labels: ['Von', 'Datum', 'Betreff', 'An', 'Kopie'],
  },
  fr: {
    wrote: 'Le {date}, {sender} a écrit :',
    forwarded: 'Message transféré',
    labels: ['De', 'Date', 'Objet', 'À', 'Cc'],
  },
  es: {
    wrote: 'El {date}, {sender} escribió:',
    forwarded: 'Mensaje reenviado',
    labels: ['De', 'Fecha', 'Asunto', 'Para', 'Cc'],
  },
  id: {
    wrote: 'Pada {date}, {sender} menulis:',
    forwarded: 'Pesan terusan',
    labels: ['Dari', 'Tanggal', 'Perihal', 'Kepada', 'Cc'],
  },
  it: {
    wrote: 'Il {date}, {sender} ha scritto:',
    forwarded: 'Messaggio inoltrato',
    labels: ['Da', 'Data', 'Oggetto', 'A', 'Cc'],
  },
  nl: {
    wrote: 'Op {date} schreef {sender}:',
    forwarded: 'Doorgestuurd bericht',
    labels: ['Van', 'Datum', 'Onderwerp', 'Aan', 'Cc'],
  },
  pt: {
    wrote: 'Em {date}, {sender} escreveu:',
    forwarded: 'Mensagem encaminhada',
    labels: ['De', 'Data', 'Assunto', 'Para', 'Cc'],
  },
  pl: {
    wrote: '{date} {sender} napisał(a):',
    forwarded: 'Przekazana wiadomość',
    labels: ['Od', 'Data', 'Temat', 'Do', 'DW'],
  },
  sv: {
    wrote: 'Den {date} skrev {sender}:',
    forwarded: 'Vidarebefordrat meddelande',
    labels: ['Från', 'Datum', 'Ämne', 'Till', 'Kopia'],
  },
  da: {
    wrote: 'Den {date} skrev {sender}:',
    forwarded: 'Videresendt meddelelse',
    labels: ['Fra', 'Dato', 'Emne', 'Til', 'Cc'],
  },
  fi: {
    wrote: '{sender} kirjoitti {date}:',
    forwarded: 'Välitetty viesti',
    labels: ['Lähettäjä', 'Päivämäärä', 'Aihe', 'Vastaanottaja', 'Kopio'],
  },
  cs: {
    wrote: 'Dne {date} {sender} napsal(a):',
    forwarded: 'Přeposlaná zpráva',
    labels: ['Od', 'Datum', 'Předmět', 'Komu', 'Kopie'],
  },
  tr: {
    wrote: '{date} tarihinde {sender} şunu yazdı:',
    forwarded: 'Yönlendirilen ileti',
    labels: ['Kimden', 'Tarih', 'Konu', 'Kime', 'Bilgi'],
  },
  ru: {
    wrote: '{date} {sender} написал(а):',
    forwarded: 'Пересланное сообщение',
    labels: ['От', 'Дата', 'Тема', 'Кому', 'Копия'],
  },
  uk: {
    wrote: '{date} {sender} пише:',
    forwarded: 'Переслане повідомлення',
    labels: ['Від', 'Дата', 'Тема', 'Кому', 'Копія'],
  },
  ja: {
    wrote: '{date} {sender} さんは書きました：',
    forwarded: '転送メッセージ',
    labels: ['差出人', '日付', '件名', '宛先', 'Cc'],
  },
  zh: {
    wrote: '{date} {sender} 写道：',
    forwarded: '转发邮件',
    labels: ['发件人', '日期', '主题', '收件人', '抄送'],
  },
  ar: {
    wrote: 'في {date}، كتب {sender}:',
    forwarded: 'رسالة معاد توجيهها',
    labels: ['من', 'التاريخ', 'الموضوع', 'إلى', 'نسخة'],
  },
  he: {
    wrote: 'ב-{date}, {sender} כתב/ה:',
    forwarded: 'הודעה שהועברה',
    labels: ['מאת', 'תאריך', 'נושא', 'אל', 'עותק'],
  },
};

/** Languages in which quotes are introduced. */
export const QUOTE_LANGUAGES: readonly string[] = Object.keys(WORDS);

export interface QuoteLocale {
  /** BCP 47; null: not known, so English */
  readonly language: string | null;
  /** IANA name, in which times are written */
  readonly timeZone: string;
}

interface Head {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly sentAt: Date;
}

const wordsOf = (language: string | null): readonly [string, QuoteWords] => {
  const base = (language ?? '').toLowerCase().split(/[-_]/)[0] ?? '';
  const found = WORDS[base];
  return found === undefined
    ? ['en-GB', WORDS['en'] as QuoteWords]
    : [/^en[-_]/i.test(language ?? '') ? (language ?? '') : base === 'en' ? 'en-GB' : base, found];
};

function dateOf(at: Date, language: string, timeZone: string): string {
  const format: Intl.DateTimeFormatOptions = {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone,
    timeZoneName: 'short',
  };
  try {
    return new Intl.DateTimeFormat(language.replace('_', '-'), format).format(at);
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...format, timeZone: 'UTC' }).format(at);
  }
}

const named = ({ name, address }: Address): string => (name === '' ? address : `${name} <${address}>`);

/** "On 5 March 2024 at 10:00, Ann <ann@x.example> wrote:" as text. */
export function introductionOf(
  { from, sentAt }: Pick<Head, 'from' | 'sentAt'>,
  { language, timeZone }: QuoteLocale,
): string {
  const [locale, { wrote }] = wordsOf(language);
  return wrote
    .replace('{date}', () => dateOf(sentAt, locale, timeZone))
    .replace('{sender}', () => named(from));
}

/** What stands above a forwarded mail, as lines of text: a heading, then who, when, what and to whom. */
export function forwardHead(mail: Head, { language, timeZone }: QuoteLocale): readonly string[] {
  const [locale, { forwarded, labels }] = wordsOf(language);
  const values = [
    named(mail.from),
    dateOf(mail.sentAt, locale, timeZone),
    mail.subject,
    mail.to.map(named).join(', '),
    mail.cc.map(named).join(', '),
  ];
  return [
    `---------- ${forwarded} ----------`,
    ...labels.flatMap((label, index) => (values[index] ? [`${label}: ${values[index]}`] : [])),
  ];
}

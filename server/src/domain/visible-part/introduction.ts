/**
 * "On <date>, <name> wrote:", the lines that introduce a quote, in many languages and wrapped over several lines.
 * Whether a quote follows is not looked at here.
 */
import { seen, type Line } from './lines';

export interface Introduction {
  /** position of its first line, and of the first line after it */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** it names somebody and a date or an address, and says "wrote"; or only ends like one */
  readonly certain: boolean;
}

const LONGEST = 400;
const MOST_LINES = 4;

/** Past tenses of "to write" (and "to send" where programs say that). */
const WROTE =
  'wrote|writes|schrieb|schreibt|schrieb am|geschrieben|a écrit|écrit|ecrit|a ecrit|escribió|escribio|ha escrito|escreveu|ha scritto|scritto|scrive|schreef|' +
  'geschreven|heeft geschreven|skrev|skriver|har skrevet|har skrivit|kirjoitti|kirjutas|napsal|napsala|napsal(a)|napsal/a|píše|napísal|napísala|napísal(a)|napísal/a|' +
  'napisał|napisała|napisał(a)|napisał/a|pisze|írta|ezt írta|írt|a scris|scria|napisao|napisala|napisao je|napisao/la|je napisao|piše|je napisao/la|pisao je|je pisao/la|' +
  'написал|написала|написал(а)|пишет|писал|написав|написала|написав(-ла)|пише|писав|написа|yazdı|şunu yazdı|şunları yazdı|tarafından|menulis|tulis|' +
  'さんは書きました|のメッセージ|書きました|は書きました|写道|寫道|写到|寫到|撰写|寫|于|님이 작성|작성|작성한 메시지|썼습니다|كتب|كتبت|כתב|כתבה|כתב/ה|έγραψε|parašė|rakstīja|viết|เขียนว่า|schreef het volgende|dijo|envió';

const WROTE_WORDS = WROTE.split('|')
  .map((word) => word.normalize('NFC'))
  .sort((one, other) => other.length - one.length);
/** Scripts without spaces have no word boundaries. */
const escaped = (word: string): string => word.replace(/[()/]/g, '\\$&');
const WROTE_PATTERN = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${WROTE_WORDS.filter((word) => !/\p{sc=Han}|\p{sc=Hira}|\p{sc=Hang}/u.test(word))
    .map(escaped)
    .join('|')})(?![\\p{L}\\p{M}])|` +
    `>wrote|(?:写道|寫道|书写|書きました|写到|寫到|のメッセージ|작성|썼습니다)`,
  'iu',
);
/** "wrote" as the last word, with or without a colon. */
const ENDS_WROTE = new RegExp(`(?:${WROTE_PATTERN.source})[\\s*_]*[-–—]*[\\s*_]*[:：]?[\\s*_]*$`, 'iu');
const ENDS_WITH_COLON = /[:：][\s*_]*$/;

const DATE =
  /\p{Nd}{1,2}[:.hH時点시]\s?\p{Nd}{2}|(?<!\p{Nd})(?:19|20)\p{Nd}{2}(?!\p{Nd})|[٠-٩]{4}|\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}/u;
const ADDRESS = /[^\s@<>]@[^\s@<>]+\.[^\s@<>]/;

/** How the dates begin that stand in front of an introduction without "wrote". */
const STARTS_WITH_DATE = /^(?:\p{L}{1,12}\.?,?\s+){0,3}\p{Nd}{1,4}/u;
const ENDS_WITH_ADDRESS = /[>)\]"»][\s*_]*[:：][\s*_]*$/;
/** "2016-03-03 17:21 GMT+01:00 Some One" stands without colon where the address was left out. */
const ISO_TIME_AND_NAME = /^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (?:GMT|UTC)[+-]\d{1,2}:\d{2} \S/;

/** What the last line of an introduction looks like: cheap, because every line of every mail is asked. */
function mayEnd(line: string): boolean {
  return line.length <= LONGEST && line.length >= 3 && (ENDS_WITH_COLON.test(line) || endsWithVerb(line));
}

/** Without a colon it takes an address, or dashes that frame it, to be one; or it is what a wrapped line left over. */
const endsWithVerb = (line: string): boolean =>
  (line.includes('@') || line.endsWith('-') || line.length < 20) && ENDS_WROTE.test(line.slice(-40));

/**
 * The introduction that ends with the line at `last`.
 *
 * @param floor lines before this one belong to something else
 */
export function introductionEndingAt(
  lines: readonly Line[],
  last: number,
  floor: number,
): Introduction | null {
  const line = seen(lines[last]?.text ?? '');
  if (ISO_TIME_AND_NAME.test(line) && line.length < 120)
    return { start: last, end: last + 1, text: line, certain: true };
  if (!mayEnd(line)) return null;
  const found = upToDate(lines, last, floor, line);
  if (found === null) return null;
  const certain = isCertain(found.text);
  return certain || DATE.test(found.text) || ADDRESS.test(found.text) || WROTE_PATTERN.test(line)
    ? { ...found, end: last + 1, certain }
    : null;
}

/** The lines up to the one with the date: whatever was wrapped stands between them. */
function upToDate(
  lines: readonly Line[],
  last: number,
  floor: number,
  line: string,
): { readonly start: number; readonly text: string } | null {
  let text = line;
  let start = last;
  // "Ann <ann@example.org> wrote:" may have its date on the line above, or none at all.
  const withoutDate = ADDRESS.test(line) || /^\S+ \S+/.test(line) ? { start, text } : null;
  while (!DATE.test(text)) {
    const above = start > floor && last - start < MOST_LINES - 1 ? lines[start - 1] : undefined;
    const words = above === undefined ? '' : seen(above.text);
    const isPart = above !== undefined && above.within === (lines[last]?.within ?? null) && words !== '';
    if (!isPart || /[.!?…:]$/.test(words) || words.length + text.length > LONGEST) return withoutDate;
    text = `${words} ${text}`;
    start -= 1;
  }
  return { start, text };
}

function isCertain(text: string): boolean {
  const isDated = DATE.test(text);
  const isAddressed = ADDRESS.test(text);
  if (!isDated && !isAddressed) return false;
  const isDatedFirst = isDated && STARTS_WITH_DATE.test(text);
  // "As I wrote on 3 May in my mail to you:" goes on with its author's own words.
  if (ENDS_WROTE.test(text))
    return ENDS_WITH_COLON.test(text) || (isDated && isAddressed) || /[-–—]{2,}$/.test(text);
  if (WROTE_PATTERN.test(text)) return ENDS_WITH_COLON.test(text) && (isAddressed || isDatedFirst);
  return isDated && isAddressed && STARTS_WITH_DATE.test(text) && ENDS_WITH_ADDRESS.test(text);
}

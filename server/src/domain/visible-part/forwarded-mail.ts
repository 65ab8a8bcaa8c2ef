/** Reads what a forward says of the mail inside it. Nothing of it is proved; it is what somebody's program wrote. */
import type { Address } from '../message';
import { storableText, truncate } from '../text';
import type { ForwardedMail } from '../visible-part';
import { isBlank, unquoted, type Line } from './lines';
import { withoutForwardPrefix, type OuterMail } from './outer-mail';
import type { Forward } from './pieces';

const MOST_ADDRESSES = 200;
const LONGEST_VALUE = 20_000;
/** Characters kept of a subject or a date. */
const LONGEST_FIELD = 998;

export function forwardedMailOf(forward: Forward, outer: OuterMail): ForwardedMail {
  const { values, introduction } = forward;
  const date = values.get('sent') ?? values.get('date') ?? null;
  const body = bodyOf(forward);
  if (introduction !== null)
    return {
      from: senderOfIntroduction(introduction),
      to: [],
      cc: [],
      subject: withoutForwardPrefix(outer.subject) || null,
      date: DATE_AND_TIME.exec(introduction)?.[0].trim() ?? null,
      body,
    };
  return {
    from: addressesOf(onBehalf(values.get('from') ?? ''))[0] ?? null,
    to: addressesOf(values.get('to') ?? ''),
    cc: addressesOf(values.get('cc') ?? ''),
    subject: field(values.get('subject')),
    date: field(date),
    body,
  };
}

const field = (value: string | null | undefined): string | null =>
  value === undefined || value === null || value.trim() === '' ? null : truncate(value.trim(), LONGEST_FIELD);

/** The sender's own address stands first, before the one it was sent in the name of. */
const onBehalf = (value: string): string =>
  value.replace(/\s+(?:on behalf of|im auftrag von|de la part de)\s.*$/i, '');

function bodyOf({ lines, bodyStart, bodyEnd }: Forward): string {
  const body = lines.slice(bodyStart, bodyEnd);
  const isQuoted =
    body.every((line) => isBlank(line) || line.within === 'quote') && body.some((line) => !isBlank(line));
  const shown: readonly Line[] = isQuoted ? unquoted(body) : body;
  return shown
    .map(({ text }) => text)
    .join('\n')
    .trim();
}

/** Every notation of mail programs: `Ann <a@b>`, `Ann [mailto:a@b]`, `Ann (a@b)`, `a@b`, `Ann`, and links inside. */
export function addressesOf(value: string): readonly Address[] {
  const plain = storableText(value.slice(0, LONGEST_VALUE))
    .replace(/<mailto:[^<>]*>/gi, '')
    .replace(/\[mailto:([^\]]*)\]/gi, '<$1>')
    .replace(/[*_](?=\s|$)/g, '');
  return separated(plain)
    .map(addressOf)
    .filter(({ name, address }) => name !== '' || address !== '')
    .slice(0, MOST_ADDRESSES);
}

/** Splits at semicolons, or where there are none at the commas behind an address; names hold commas. */
function separated(list: string): readonly string[] {
  const separator = list.includes(';') ? ';' : ',';
  const parts: string[] = [];
  let isInQuotes = false;
  let depth = 0;
  let current = '';
  for (const character of list) {
    if (character === '"') isInQuotes = !isInQuotes;
    if (character === '<') depth += 1;
    if (character === '>') depth = Math.max(0, depth - 1);
    if (
      character === separator &&
      !isInQuotes &&
      depth === 0 &&
      (separator === ';' || current.includes('@'))
    ) {
      parts.push(current);
      current = '';
    } else current += character;
  }
  return [...parts, current];
}

const ADDRESS = /[^\s@<>()[\]",;:«»]+@[^\s@<>()[\]",;:«»]+/;

function addressOf(part: string): Address {
  const address = ADDRESS.exec(part)?.[0] ?? '';
  const before =
    address === '' ? part : part.slice(0, part.search(/[<([]/) === -1 ? undefined : part.search(/[<([]/));
  const name = before
    .replace(/[<>()[\]«»"“”„*]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^['’ ]+|['’ ]+$/g, '')
    .trim();
  return { name: name === address ? '' : name, address };
}

const DATE_AND_TIME =
  /\p{Nd}{1,4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{1,4}(?:,?\s*\p{Nd}{1,2}[:.]\p{Nd}{2}(?:[:.]\p{Nd}{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)?/u;

/** The name before the address: in quotation marks, or its words in capitals. */
function senderOfIntroduction(text: string): Address | null {
  const found = ADDRESS.exec(text);
  if (found === null) return null;
  const before = text.slice(0, found.index).replace(/[<([\s]+$/, '');
  const inQuotes = /["“„«]\s*([^"”“»]{1,100}?)\s*["”“»]$/.exec(before)?.[1];
  const capitals = /(?:\p{Lu}[\p{L}\p{M}.'’-]*\s?){1,4}$/u.exec(before)?.[0];
  const name = (inQuotes ?? capitals ?? '').trim();
  return { name: name === found[0] ? '' : name, address: found[0] };
}

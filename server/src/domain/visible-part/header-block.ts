/**
 * Blocks of "From: … Sent: … To: … Subject: …" lines, with which mail programs begin a mail they quote or forward.
 * It knows nothing of what comes before or after them.
 */
import { fieldOf, LONGEST_LABEL, type HeaderField } from './labels';
import { isBlank, seen, type Line } from './lines';

export interface HeaderBlock {
  /** position of the first line after it */
  readonly end: number;
  readonly values: ReadonlyMap<HeaderField, string>;
}

/** More lines than any header block has: lists of recipients are wrapped. */
const MOST_LINES = 60;
/** Lines a value may be wrapped over before the next label. */
const MOST_WRAPPED = 12;

interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** "Label: value", with the marks of bold type that programs leave in text. */
function labelled(text: string): Labelled | null {
  const line = seen(text);
  const colon = line.slice(0, LONGEST_LABEL + 12).search(/[:：]/);
  if (colon <= 0) return null;
  const label = line
    .slice(0, colon)
    .replace(/[*_\s]+/g, ' ')
    .trim();
  return /\p{L}/u.test(label) ? { label, value: line.slice(colon + 1).replace(/^[*_\s]+/, '') } : null;
}

/** The field a line names; null when it is no line of a header block. */
export function fieldOfLine(line: Line): HeaderField | null {
  const parts = labelled(line.text);
  return parts === null ? null : fieldOf(parts.label);
}

/**
 * The header block that begins with the line at `start`.
 *
 * @param announced a separator stands above it, so less proof is needed
 */
export function headerBlockAt(lines: readonly Line[], start: number, announced: boolean): HeaderBlock | null {
  const first = lines[start];
  if (first === undefined) return null;
  const field = fieldOfLine(first);
  if (field === null || field === 'other') return announced ? unknownBlockAt(lines, start) : null;
  const { values, end } = readBlock(lines, start);
  return isProof(values, announced) ? { values, end } : announced ? unknownBlockAt(lines, start) : null;
}

function readBlock(lines: readonly Line[], start: number): HeaderBlock {
  const values = new Map<HeaderField, string>();
  let end = start;
  let current: HeaderField | null = null;
  for (let position = start; position < Math.min(lines.length, start + MOST_LINES); position += 1) {
    const line = lines[position];
    if (line === undefined) break;
    if (isBlank(line)) {
      // Programs that put each field into a paragraph leave an empty line between two.
      if (!isNewField(lines[position + 1], values)) break;
      continue;
    }
    const parts = labelled(line.text);
    const field: HeaderField | null = parts === null ? null : fieldOf(parts.label);
    if (parts !== null && field !== null) {
      if (field !== 'other' && values.has(field)) break;
      values.set(field, parts.value);
      current = field;
    } else if (current !== null && isWrapped(lines, position, values))
      values.set(current, `${values.get(current) ?? ''} ${seen(line.text)}`.trim());
    else break;
    end = position + 1;
  }
  return { values, end };
}

const isNewField = (line: Line | undefined, values: ReadonlyMap<HeaderField, string>): boolean => {
  const field = line === undefined ? null : fieldOfLine(line);
  return field !== null && field !== 'other' && !values.has(field);
};

/** Whether a line without label goes on with the value above it: another field still follows. */
function isWrapped(
  lines: readonly Line[],
  position: number,
  values: ReadonlyMap<HeaderField, string>,
): boolean {
  for (let below = position + 1; below < Math.min(lines.length, position + MOST_WRAPPED); below += 1) {
    const line = lines[below];
    if (line === undefined || isBlank(line)) break;
    if (isNewField(line, values)) return true;
  }
  // The last value, a list of addresses cut after a separator or inside an address.
  return /[,;<]\s*$/.test(lines[position - 1]?.text ?? '') && /@/.test(lines[position]?.text ?? '');
}

const hasAddress = (value: string | undefined): boolean => /[^\s@]@[^\s@]/.test(value ?? '');

/** People write "From: Paris" and "To: London" as well; a mail has a sender, and a date or a subject. */
function isProof(values: ReadonlyMap<HeaderField, string>, announced: boolean): boolean {
  if (!values.has('from')) return announced && values.has('subject') && values.size >= 3;
  if (announced) return values.size >= 2;
  if (values.has('sent')) return values.size >= 2 && (values.size >= 3 || hasAddress(values.get('from')));
  const isDated = values.has('date');
  if (values.has('subject')) return values.size >= 3 || (isDated && hasAddress(values.get('from')));
  return isDated && values.has('to') && hasAddress(values.get('from'));
}

/** Below a separator, lines with labels in an unknown language: one names an address, one a date. */
function unknownBlockAt(lines: readonly Line[], start: number): HeaderBlock | null {
  const values = new Map<HeaderField, string>();
  let position = start;
  let count = 0;
  for (; position < Math.min(lines.length, start + 8); position += 1) {
    const parts = labelled(lines[position]?.text ?? '');
    if (parts === null || parts.value === '') break;
    count += 1;
    const known = fieldOf(parts.label);
    if (known !== null) values.set(known, parts.value);
    else if (hasAddress(parts.value)) values.set(values.has('from') ? 'to' : 'from', parts.value);
    else if (/\p{Nd}{1,2}[:.]\p{Nd}{2}/u.test(parts.value) && !values.has('date'))
      values.set('date', parts.value);
    else values.set('subject', parts.value);
  }
  const isBlock = count >= 3 && values.has('from') && (values.has('date') || values.has('sent'));
  return isBlock ? { end: position, values } : null;
}

interface Mark {
  readonly field: HeaderField;
  readonly start: number;
  readonly valueStart: number;
}

/** Fields that follow one another on a single line, as one large mail service writes them. */
export function headersInOneLine(line: string): ReadonlyMap<HeaderField, string> | null {
  const marks: Mark[] = [];
  const met = new Set<HeaderField>();
  for (let colon = line.indexOf(':'); colon !== -1 && colon < 4_000; colon = line.indexOf(':', colon + 1)) {
    const found = labelBefore(line, colon);
    if (found === null || met.has(found.field)) continue;
    met.add(found.field);
    marks.push({ ...found, valueStart: colon + 1 });
    // Whatever the subject says, it comes last.
    if (found.field === 'subject') break;
  }
  if (!met.has('from') || met.size < 3) return null;
  const last = marks.at(-1);
  const subject =
    met.has('subject') || last === undefined ? null : subjectWithoutColon(line, last.valueStart);
  const all = subject === null ? marks : [...marks, subject];
  return new Map(
    all.map(({ field, valueStart }, index): [HeaderField, string] => [
      field,
      line.slice(valueStart, all[index + 1]?.start ?? line.length).trim(),
    ]),
  );
}

/** In some languages the colon of the last label is missing. */
function subjectWithoutColon(line: string, from: number): Mark | null {
  for (
    let space = line.indexOf(' ', from);
    space !== -1 && space < 4_000;
    space = line.indexOf(' ', space + 1)
  ) {
    const found = labelBefore(line, space);
    if (found?.field === 'subject' && found.start > from) return { ...found, valueStart: space + 1 };
  }
  return null;
}

/** The longest label that ends at a colon. It may follow a word directly; then it begins with a capital. */
function labelBefore(
  line: string,
  colon: number,
): { readonly field: HeaderField; readonly start: number } | null {
  for (let start = Math.max(0, colon - LONGEST_LABEL); start < colon; start += 1) {
    if (/\s/.test(line[start] ?? '')) continue;
    const before = line[start - 1] ?? ' ';
    const beginsWord =
      !/[\p{L}\p{M}\p{Nd}]/u.test(before) || (colon - start > 2 && /\p{Lu}/u.test(line[start] ?? ''));
    const field = beginsWord ? fieldOf(line.slice(start, colon)) : null;
    if (field !== null && field !== 'other') return { field, start };
  }
  return null;
}

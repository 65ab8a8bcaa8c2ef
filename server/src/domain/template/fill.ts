/**
 * Puts values in the place of placeholders: `{{case.number}}`, or `{{requester.name | there}}` with words for when there
 * is no value. What is put in is text, never markup, and never looked at again. Where values come from is not here.
 */
import { escapeHtml } from '../html';
import { singleLine } from '../text';
import type { TemplateVersion } from './version';

/** By name, without regard to case; null: known to have no value. A name that is not there is unknown. */
export type TemplateValues = ReadonlyMap<string, string | null>;

export interface FilledText {
  readonly subject: string;
  readonly html: string;
  /** names that nothing is known of and that have no words of their own; unless dropped they stand as they were written */
  readonly unknown: readonly string[];
}

/** Bounded, so that text full of braces takes no longer than other text. */
const PLACEHOLDER = /\{\{([^{}]{1,200})\}\}/g;
const NAME = /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*$/u;

interface Placeholder {
  readonly name: string;
  /** written behind a bar; null without one */
  readonly otherwise: string | null;
}

/** Editors write `&nbsp;` for some spaces, and may put tags between the braces: those are no part of a name. */
function placeholderOf(inner: string): Placeholder {
  const plain = inner.replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ');
  const bar = plain.indexOf('|');
  const name = bar < 0 ? plain : plain.slice(0, bar);
  return {
    name: name.replace(/<[^<>]{0,200}>/g, '').trim(),
    otherwise: bar < 0 ? null : plain.slice(bar + 1).trim(),
  };
}

/** What a name is looked up by. */
const keyOf = (name: string): string => name.toLowerCase();

/**
 * A version with its placeholders filled in. Values are escaped in HTML, encoded in attributes, and in one line in the
 * subject. Linear in the length of the version and its values.
 *
 * @param unknownOnes `drop`: nobody looks at the mail before it goes out, so no reader is to see them
 */
export function fillTemplate(
  { subject, html }: Pick<TemplateVersion, 'subject' | 'html'>,
  values: TemplateValues,
  unknownOnes: 'keep' | 'drop' = 'keep',
): FilledText {
  const folded = new Map([...values].map(([name, value]) => [keyOf(name), value]));
  const unknown = new Set<string>();
  const insert = (inner: string, whole: string, show: (value: string) => string): string => {
    const { name, otherwise } = placeholderOf(inner);
    const value = NAME.test(name) ? folded.get(keyOf(name)) : undefined;
    if (value !== undefined && value !== null && value.trim() !== '') return show(value);
    if (otherwise !== null) return otherwise;
    if (value !== undefined) return '';
    unknown.add(name);
    return unknownOnes === 'keep' ? whole : '';
  };
  const line = subject.replace(PLACEHOLDER, (whole, inner: string) => insert(inner, whole, (value) => value));
  return { subject: singleLine(line), html: fillHtml(html, insert), unknown: [...unknown] };
}

type Insert = (inner: string, whole: string, show: (value: string) => string) => string;

function fillHtml(html: string, insert: Insert): string {
  const place = new HtmlPlace(html);
  return html.replace(PLACEHOLDER, (whole, inner: string, at: number) =>
    insert(inner, whole, place.isInTag(at) ? inAttribute : inHtmlText),
  );
}

/** Where in HTML one is, asked from its beginning to its end; reads each character once. */
class HtmlPlace {
  private read = 0;
  private inTag = false;

  constructor(private readonly html: string) {}

  isInTag(at: number): boolean {
    for (; this.read < at; this.read += 1) {
      const character = this.html[this.read];
      if (character === '<') this.inTag = true;
      else if (character === '>') this.inTag = false;
    }
    return this.inTag;
  }
}

const inHtmlText = (value: string): string => escapeHtml(value.trim()).replace(/\r\n?|\n/g, '<br>');

/** A whole address of the web stays one; anything else becomes a part of one, which cannot say `javascript:`. */
const inAttribute = (value: string): string =>
  /^https?:\/\/[^\s]+$/i.test(value.trim())
    ? escapeHtml(value.trim())
    : encodeURIComponent(singleLine(value)).replaceAll("'", '%27');

/** What stands between double braces in a text or HTML: names of placeholders, each once, in their order, without braces. */
export function unfilledPlaceholders(text: string): readonly string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, inner = '']) => placeholderOf(inner).name);
  return [...new Set(names)].filter((name) => name !== '');
}

/** Whether a version says anything. */
export const isEmptyVersion = ({ html }: Pick<TemplateVersion, 'html'>): boolean =>
  !/<img\b/i.test(html) && html.replace(/<[^<>]*>|&nbsp;|\s/g, '') === '';

/** The language that a mail's header names (RFC 3282). What its words say is found out by platform/language. */
import { baseLanguage, languageTag } from './template';

/** Headers of a mail that name a language, the better one first. */
export const LANGUAGE_HEADERS = ['content-language', 'accept-language'] as const;

/**
 * The language of a mail: of its words, with the region that its header names for that language; else of its header.
 * Words come first: many programs write the language of their menus into every mail.
 *
 * @param written language of the words; null: they do not tell
 */
export function mailLanguage(
  written: string | null,
  headers: Readonly<Record<string, string>>,
): string | null {
  const stated = LANGUAGE_HEADERS.map((name) =>
    languageTag((headers[name] ?? '').split(/[,;]/, 1)[0] ?? ''),
  ).find((tag) => tag !== null);
  if (written === null) return stated ?? null;
  return stated !== undefined && baseLanguage(stated) === written ? stated : written;
}

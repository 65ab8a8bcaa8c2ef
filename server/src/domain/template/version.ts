/** The languages of a template, and which of them a reader gets. It fills nothing in. */

export const TEMPLATE_KINDS = ['reply', 'auto-reply'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** One language of a template. `html` is sanitized; placeholders look like `{{case.number}}`. */
export interface TemplateVersion {
  /** BCP 47, as `en` or `pt-BR` */
  readonly language: string;
  readonly subject: string;
  readonly html: string;
}

/** The form of a language tag (RFC 5646 §2.1), without asking whether the language exists. */
const LANGUAGE_TAG = /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}$/i;

/** As BCP 47 writes it, `pt-br` becoming `pt-BR`; null for what is no language tag. */
export function languageTag(written: string): string | null {
  const tag = written.trim().replaceAll('_', '-');
  if (!LANGUAGE_TAG.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** `pt` of `pt-BR`. */
export const baseLanguage = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';

/**
 * The version for a reader: in one of the languages that are wanted, the best wanted first; each as it is, then without
 * its last parts (lookup, RFC 4647 §3.4), then any version of the same language, as `pt-PT` for `pt-BR`; else the first.
 *
 * @param wanted language tags; others are passed over
 * @returns null only for a template without versions
 */
export function versionFor(
  versions: readonly TemplateVersion[],
  wanted: readonly (string | null)[],
): TemplateVersion | null {
  for (const tag of wanted) {
    const found = tag === null ? null : inLanguage(versions, tag.toLowerCase());
    if (found !== null) return found;
  }
  return versions[0] ?? null;
}

function inLanguage(versions: readonly TemplateVersion[], wanted: string): TemplateVersion | null {
  for (let tag = wanted; tag !== ''; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
    const same = versions.find(({ language }) => language.toLowerCase() === tag);
    if (same !== undefined) return same;
  }
  const base = baseLanguage(wanted);
  return versions.find(({ language }) => baseLanguage(language) === base) ?? null;
}

/** Versions as they are stored; what is none is left out. */
export function storedVersions(stored: unknown): readonly TemplateVersion[] {
  return Array.isArray(stored) ? stored.filter(isVersion) : [];
}

function isVersion(stored: unknown): stored is TemplateVersion {
  if (typeof stored !== 'object' || stored === null) return false;
  const { language, subject, html } = stored as Partial<Record<keyof TemplateVersion, unknown>>;
  return typeof language === 'string' && typeof subject === 'string' && typeof html === 'string';
}

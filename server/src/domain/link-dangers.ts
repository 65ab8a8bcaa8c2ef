/**
 * Whether a link leads where it seems to lead. It judges how a link is written, and asks nobody what waits at its end; a
 * link without any of these dangers may be bad all the same.
 */

export const LINK_DANGERS = [
  /** its words name another site than the one it leads to */
  'other-site',
  /** its host is written with letters of another script that look like Latin ones (UTS 39) */
  'lookalike',
  /** a name before an `@` that a reader may take for the host (RFC 3986 §7.6) */
  'user-name',
  /** it leads to a number instead of a name */
  'ip-address',
] as const;
export type LinkDanger = (typeof LINK_DANGERS)[number];

export interface Link {
  /** as written in the mail */
  readonly href: string;
  /** what a reader sees of it; empty for a picture */
  readonly text: string;
}

export interface DangerousLink {
  readonly href: string;
  /** where it leads, in the letters that travel: a name in other letters begins with `xn--` */
  readonly host: string;
  /** the site that its words name; null where they name none */
  readonly claimed: string | null;
  /** at least one */
  readonly dangers: readonly LinkDanger[];
}

/** A host in the letters that a reader sees (RFC 5890), as Node's `domainToUnicode` gives it. */
export type ToUnicode = (host: string) => string;

/** What is wrong with a link; null when nothing is, or when it leads to no web site. */
export function judgeLink({ href, text }: Link, toUnicode: ToUnicode): DangerousLink | null {
  const url = webAddress(href);
  if (url === null) return null;
  const host = url.hostname.replace(/\.$/, '');
  const claimed = siteNamedIn(text);
  const dangers: LinkDanger[] = [];
  if (claimed !== null && !isSameSite(claimed, host)) dangers.push('other-site');
  if (isLookalike(toUnicode(host))) dangers.push('lookalike');
  if (url.username !== '' || url.password !== '') dangers.push('user-name');
  if (isNumber(host)) dangers.push('ip-address');
  return dangers.length === 0 ? null : { href, host, claimed, dangers };
}

/** One judgement for each address, the worst of its places. */
export function dangerousLinks(links: readonly Link[], toUnicode: ToUnicode): readonly DangerousLink[] {
  const found = new Map<string, DangerousLink>();
  for (const link of links) {
    const judged = judgeLink(link, toUnicode);
    const before = found.get(link.href);
    if (judged !== null && (before === undefined || judged.dangers.length > before.dangers.length))
      found.set(link.href, judged);
  }
  return [...found.values()];
}

function webAddress(href: string): URL | null {
  try {
    const url = new URL(href.trim());
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

const isNumber = (host: string): boolean => host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);

const NAME = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}])?\.)+\p{L}[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}]`;
/** An address among other words is one by its beginning. */
const WRITTEN_URL = new RegExp(
  String.raw`(?:^|[\s(<"'„“«:])(?:https?:\/\/(?:[^\s/@]*@)?|(?=www\.))(${NAME})`,
  'iu',
);
/** Alone, a name is enough. */
const NAME_ALONE = new RegExp(String.raw`^(${NAME})(?::\d+)?(?:[/?#]\S*)?$`, 'iu');
/** What comes after the last dot of a file or of a program's name; nobody reads these as sites. */
const NO_SITE =
  /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|txt|csv|rtf|html?|xml|json|ya?ml|js|ts|php|aspx?|jpe?g|png|gif|svg|webp|heic|mp[34]|mov|avi|zip|rar|7z|tar|gz|exe|msi|dmg|apk|eml|ics|vcf|md)$/i;

/** The site that a link's words name, in letters that travel; null where they name none. */
export function siteNamedIn(text: string): string | null {
  const words = text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '').trim();
  const written = WRITTEN_URL.exec(words)?.[1];
  const alone = NAME_ALONE.exec(words)?.[1];
  const isFile = alone !== undefined && NO_SITE.test(alone);
  const name = written ?? (isFile ? undefined : alone);
  if (name === undefined) return null;
  return webAddress(`https://${name}`)?.hostname ?? null;
}

/** Where several owners share what looks like one site: each label below is somebody else's. */
const SHARED =
  /^(?:(?:co|com|org|net|ac|gov|edu|gob|or|ne|go)\.[a-z]{2}|(?:github|gitlab)\.io|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|herokuapp\.com|(?:netlify|vercel)\.app|blogspot\.com|wordpress\.com|azurewebsites\.net|cloudfront\.net|amazonaws\.com|windows\.net)$/;

/** The part of a name that one owner has, as far as that can be told without the list of public suffixes. */
function ownedPart(host: string): string {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const isShared = SHARED.test(labels.slice(-2).join('.'));
  return labels.slice(isShared ? -3 : -2).join('.');
}

const isSameSite = (claimed: string, host: string): boolean =>
  claimed === host || (!isNumber(host) && ownedPart(claimed) === ownedPart(host));

/** Scripts whose letters are taken for Latin ones. */
const CONFUSABLE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;
/** Letters of other scripts that look like small Latin ones (UTS 39, confusables). */
const LIKE_LATIN = /^[аеорсухіїјѕһԁԛԝӏьвкмнтгпзѵαβγεικνορτυχωοսոօհցᴦ0-9-]+$/u;

/** Whether one label mixes Latin with what is taken for it, or is made of that alone under a Latin ending. */
function isLookalike(shown: string): boolean {
  const labels = shown.split('.');
  const ending = labels.at(-1) ?? '';
  const isLatinEnding = /^[\x20-\x7e]+$/.test(ending);
  return labels.some((label) => {
    if (!CONFUSABLE.test(label)) return false;
    return /\p{Script=Latin}/u.test(label) || (isLatinEnding && LIKE_LATIN.test(label));
  });
}

/**
 * Reads sanitized HTML without the library that made it: its output is regular, so whatever does not fit is a finding.
 * It knows what may remain rather than what must not.
 */

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/gi;
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/gi;

/** Elements with content of their own rules, with behaviour, or with a network: none may ever be left. */
const FORBIDDEN_ELEMENTS = new Set(
  (
    'script style link meta base iframe frame frameset object embed applet form input button textarea select option ' +
    'svg math template noscript xmp plaintext title head body html audio video source portal dialog marquee isindex'
  ).split(' '),
);

const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  href: ['http', 'https', 'mailto', 'tel'],
  src: ['http', 'https', 'cid', 'data'],
  cite: ['http', 'https', 'mailto', 'tel'],
};

const ATTRIBUTES = new Set(
  (
    'style align valign width height bgcolor color dir lang title href name target rel src alt border cellpadding ' +
    'cellspacing colspan rowspan nowrap start type face size cite data-mailroom-fold'
  ).split(' '),
);

/** As a browser reads the beginning of an address: entities, then without controls and spaces. */
const decoded = (value: string): string =>
  value
    .replace(/&#x([0-9a-f]+);?/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);?/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    .replace(/[\u0000-\u0020]/g, '');

function faultsOfAttributes(element: string, written: string): readonly string[] {
  return [...written.matchAll(ATTRIBUTE)].flatMap(([, name = '', value = '']) => {
    const attribute = name.toLowerCase();
    if (!ATTRIBUTES.has(attribute)) return [`${element} ${attribute}`];
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(decoded(value))?.[1]?.toLowerCase();
    const allowed = scheme === undefined || (SCHEMES[attribute] ?? [scheme]).includes(scheme);
    return allowed ? [] : [`${element} ${attribute}=${value}`];
  });
}

/** What in sanitized HTML could act; empty when it is inert. */
export function activeParts(html: string): readonly string[] {
  const faults = [...html.matchAll(TAG)].flatMap(([, slash, name = '', attributes = '']) => {
    const element = name.toLowerCase();
    if (FORBIDDEN_ELEMENTS.has(element)) return [element];
    return slash === '' ? faultsOfAttributes(element, attributes) : [];
  });
  // Anything a browser could take for markup and that is no tag we read.
  return [...faults, ...(/<[^\s]/.exec(html.replace(TAG, '')) ?? [])];
}

/** What a mail's sanitized HTML refers to: its links with their words, and its pictures. It changes nothing. */
import { domainToUnicode } from 'node:url';
import { Parser } from 'htmlparser2';
import { dangerousLinks, type DangerousLink, type Link } from '../domain/link-dangers';

export interface HtmlReferences {
  readonly links: readonly Link[];
  /** addresses of pictures of the web, as written, each once */
  readonly pictures: ReadonlySet<string>;
}

const WEB = /^\s*https?:/i;

/** Reads HTML once, in time linear in its length. */
export function referencesIn(html: string): HtmlReferences {
  const links: Link[] = [];
  const pictures = new Set<string>();
  let open: { readonly href: string; text: string } | null = null;
  const close = (): void => {
    if (open !== null) links.push({ href: open.href, text: open.text.replace(/\s+/g, ' ').trim() });
    open = null;
  };
  const parser = new Parser({
    onopentag(name, { href, src = '' }) {
      if (name === 'img' && WEB.test(src)) pictures.add(src);
      if (name !== 'a' && name !== 'area') return;
      close();
      if (href !== undefined) open = { href, text: '' };
    },
    ontext(text) {
      if (open !== null) open.text += text;
    },
    onclosetag(name) {
      if (name === 'a' || name === 'area') close();
    },
  });
  parser.write(html);
  parser.end();
  close();
  return { links, pictures };
}

const TEXT_LINK = /https?:\/\/[^\s<>"'`]+/gi;

/** Links of a mail that a reader is warned of; what stands in plain text shows its own address. */
export function dangersIn(text: string, html: string | null): readonly DangerousLink[] {
  const links =
    html === null
      ? Array.from(text.matchAll(TEXT_LINK), ([href]) => ({
          href: href.replace(/[.,;:!?'"*_)]+$/, ''),
          text: '',
        }))
      : referencesIn(html).links;
  return dangerousLinks(links, domainToUnicode);
}

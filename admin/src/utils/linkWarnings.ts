/**
 * Links of a mail in its frame: each shows where it leads, and one that the server warns of opens only from a box that says
 * why. The frame runs no script, so the box is the browser's own popover.
 */
import type { DangerousLink } from '../../../server/src/api/contracts';

export interface LinkWords {
  /** names the link: it does not lead where it seems to */
  readonly caution: string;
  /** one sentence for each danger of the link */
  readonly explain: (link: DangerousLink) => readonly string[];
  readonly openAnyway: (host: string) => string;
}

/** The address in the letters that travel; null where it cannot be followed. */
function targetOf(href: string): string | null {
  try {
    const { protocol, href: written } = new URL(href.trim());
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(protocol) ? written : null;
  } catch {
    return null;
  }
}

/** Longer ones fill the frame; what counts, the host, stands at the beginning. */
const LONGEST_SHOWN = 300;

/** On the link: where it leads, for the frame's status line. */
export const TARGET = 'data-target';
/** On the button in a link's place. */
export const CAUTION = 'data-caution';
/** On the box that it opens. */
export const WARNING = 'data-warning';

export function prepareLinks(
  document: Document,
  dangerous: readonly DangerousLink[],
  words: LinkWords | null,
): void {
  const dangers = new Map(dangerous.map((link) => [link.href, link]));
  let number = 0;
  for (const link of document.querySelectorAll('a[href], area[href]')) {
    const href = link.getAttribute('href') ?? '';
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
    const target = targetOf(href);
    if (target !== null) {
      link.setAttribute('title', target);
      link.setAttribute(TARGET, target.slice(0, LONGEST_SHOWN));
    }
    const danger = dangers.get(href);
    if (danger === undefined || words === null) continue;
    number += 1;
    // A part of a picture cannot open a box; it leads nowhere then.
    if (link.tagName === 'AREA') link.removeAttribute('href');
    else putBehindWarning(document, link, danger, words, `link-warning-${number}`);
  }
}

function putBehindWarning(
  document: Document,
  link: Element,
  danger: DangerousLink,
  words: LinkWords,
  id: string,
): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('popovertarget', id);
  button.setAttribute(CAUTION, '');
  button.title = words.caution;
  const style = link.getAttribute('style');
  if (style !== null) button.setAttribute('style', style);
  const box = document.createElement('span');
  box.id = id;
  box.setAttribute('popover', 'auto');
  box.setAttribute(WARNING, '');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', words.caution);
  for (const sentence of [words.caution, ...words.explain(danger)]) {
    const line = document.createElement('span');
    line.textContent = sentence;
    box.append(line);
  }
  const way = link.cloneNode(false) as Element;
  way.removeAttribute('style');
  way.textContent = words.openAnyway(danger.host);
  box.append(way);
  button.append(...link.childNodes);
  link.replaceWith(button, box);
}

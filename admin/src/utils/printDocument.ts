/**
 * A case or a mail as a page to print: who wrote what to whom, and when, without the panel around it. The page is shown in a
 * frame that runs no script and loads nothing; HTML in it was sanitized by the server.
 */
import { escapeHtml } from '../../../server/src/domain/html';

export interface PrintedPart {
  readonly heading: string;
  /** label and value */
  readonly facts: readonly (readonly [string, string])[];
  readonly body:
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'html'; readonly html: string };
}

export interface PrintedPage {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly parts: readonly PrintedPart[];
  /** false: what is folded in mails is left out, as it stands in the other mails of the page */
  readonly folds: boolean;
}

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

const STYLE = `
:root { color-scheme: light; background: Canvas; color: CanvasText; }
body { margin: 0; font: 11pt/1.4 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 15pt; margin: 0 0 6pt; }
h2 { font-size: 11pt; margin: 0; break-after: avoid; }
dl { margin: 2pt 0 8pt; display: grid; grid-template-columns: max-content 1fr; gap: 0 8pt; font-size: 9pt; break-after: avoid; }
dt { color: GrayText; }
dd { margin: 0; }
section { position: relative; contain: content; margin: 0 0 12pt; padding-top: 8pt; border-top: 1px solid GrayText; }
.text { white-space: pre-wrap; }
img { max-width: 100%; height: auto; }
blockquote { margin: 0 0 0 4px; padding-left: 12px; border-left: 2px solid GrayText; }
button { padding: 0; border: 0; background: none; font: inherit; color: inherit; text-align: inherit; }
summary, [popover] { display: none; }
`;
const WITHOUT_FOLDS = 'details, [data-fold-part] { display: none; }';

const factsHtml = (facts: PrintedPage['facts']): string => {
  const shown = facts.filter(([, value]) => value !== '');
  if (shown.length === 0) return '';
  const rows = shown.map(
    ([label, value]) => `<dt>${escapeHtml(label)}</dt><dd dir="auto">${escapeHtml(value)}</dd>`,
  );
  return `<dl>${rows.join('')}</dl>`;
};

function partHtml({ heading, facts, body }: PrintedPart): string {
  const said =
    body.kind === 'html'
      ? `<div dir="auto">${body.html}</div>`
      : `<div class="text" dir="auto">${escapeHtml(body.text)}</div>`;
  return `<section><h2 dir="auto">${escapeHtml(heading)}</h2>${factsHtml(facts)}${said}</section>`;
}

/** A whole HTML document. What is folded is opened, or left out, as the page says. */
export function printDocument({ title, facts, parts, folds }: PrintedPage): string {
  const sections = parts.map(partHtml).join('\n');
  return (
    `<!doctype html><html dir="auto"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>${escapeHtml(title)}</title>` +
    `<style>${STYLE}${folds ? '' : WITHOUT_FOLDS}</style></head><body><h1 dir="auto">${escapeHtml(title)}</h1>` +
    `${factsHtml(facts)}${folds ? sections.replaceAll('<details ', '<details open ') : sections}</body></html>`
  );
}

/**
 * Prints a document of ours. Its frame lets the page call `print` and nothing else: no script of the document runs.
 * @returns when the reader has closed the dialog
 */
export function printHtml(html: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.setAttribute('aria-hidden', 'true');
  frame.title = '';
  frame.dataset.print = '';
  frame.style.cssText =
    'position: fixed; inset: auto 100% 100% auto; width: 800px; height: 600px; border: 0;';
  return new Promise((resolve) => {
    frame.addEventListener('load', () => {
      frame.contentWindow?.focus();
      frame.contentWindow?.print();
      // Firefox and Safari print after the call: the frame must live on for a while.
      setTimeout(() => frame.remove(), 60_000);
      resolve();
    });
    frame.srcdoc = html;
    document.body.append(frame);
  });
}

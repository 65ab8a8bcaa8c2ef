/**
 * The document a mail's HTML is shown in. The HTML was sanitized by the server; this adds the second wall: a policy
 * of its own that allows no script, no connection and no picture but those that the panel has put in.
 */
import { CAUTION, TARGET, WARNING } from './linkWarnings';

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * Mail is written for white paper, so it gets one in the dark theme as well. System colours of the light scheme are
 * used because the page's own do not reach into the frame.
 */
const STYLE = `
:root { color-scheme: light; background: Canvas; color: CanvasText; }
body { margin: 0; padding: 12px; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
body > :first-child, body > div:first-child > :first-child { margin-top: 0; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; }
table { max-width: 100%; }
blockquote { margin: 0 0 0 4px; padding-left: 12px; border-left: 2px solid GrayText; }
a[${TARGET}]:hover::after, a[${TARGET}]:focus-visible::after { content: attr(${TARGET}); position: fixed; z-index: 2147483647; bottom: 0; left: 0; max-width: 100%; padding: 2px 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font: 12px/1.5 system-ui, sans-serif; direction: ltr; color: CanvasText; background: Canvas; border: 1px solid GrayText; border-radius: 0 4px 0 0; }
button[${CAUTION}] { padding: 0; border: 0; background: none; font: inherit; text-align: inherit; color: LinkText; text-decoration: underline wavy #d02b20; cursor: pointer; }
button[${CAUTION}]::after { content: " \\26A0\\FE0E"; color: #d02b20; }
[${WARNING}] { max-width: 90%; padding: 12px; font: 14px/1.5 system-ui, sans-serif; text-align: start; color: CanvasText; background: Canvas; border: 2px solid #d02b20; border-radius: 4px; }
[${WARNING}] > * { display: block; }
[${WARNING}] > :first-child { font-weight: bold; }
details > summary { display: inline-block; padding: 0 8px; cursor: pointer; list-style: none; border: 1px solid GrayText; border-radius: 4px; }
`;

/** Number of a fold, on the element that opens it and on elements elsewhere in the mail that open with it. */
export const FOLD = 'data-fold';
export const FOLD_PART = 'data-fold-part';
/** The server marks no more folds than these. */
const MOST_FOLDS = 50;

/** Browsers that cannot tell from outside whether a fold is open show its other parts always. */
const FOLDED_PARTS = Array.from(
  { length: MOST_FOLDS },
  (_, fold) => `body:not(:has([${FOLD}="${fold}"][open])) [${FOLD_PART}="${fold}"] { display: none; }`,
).join('\n');

/** Wraps the body's HTML; links open in a new tab and tell nobody where they came from. */
export const frameDocument = (body: string): string =>
  `<!doctype html><html dir="auto"><head><meta charset="utf-8">` +
  `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
  `<meta name="referrer" content="no-referrer"><base target="_blank"><style>${STYLE}${body.includes(FOLD_PART) ? FOLDED_PARTS : ''}</style></head>` +
  `<body>${body}</body></html>`;

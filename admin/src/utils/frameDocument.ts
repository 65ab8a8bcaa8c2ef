/**
 * The document a mail's HTML is shown in. The HTML was sanitized by the server; this adds the second wall: a policy
 * of its own that allows no script, no connection and no picture but those that came with the mail.
 */
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

/**
 * Hostile HTML in a real browser, behind each of the two walls alone and behind both, as the panel shows it: nothing
 * runs, and nobody is asked for anything.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { FoldLabels } from '../../admin/src/utils/mailBody';
import { sanitizeHtml } from '../../server/src/intake/sanitize-html';
import { launchBrowser } from '../support/browser';
import { bytesOf, corpus, describeWithCorpus } from '../unit/support/corpus';
import { parsed } from '../unit/support/parsed';
import { pageScript } from './support/page-script';

/** As in components/MessageFrame. */
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';
/** Long enough for an onerror, an onload or an animation to fire. */
const SETTLING = 400;
/** Samples shown in one page: each in a frame of its own. */
const AT_ONCE = 30;

const LABELS = {
  signature: 'Signature',
  quote: 'Earlier mail',
  forward: 'Forwarded mail',
};

interface PanelModules {
  prepareBody(
    html: string,
    images: ReadonlyMap<string, string>,
    labels: FoldLabels,
  ): { readonly html: string };
  frameDocument(body: string): string;
}
interface Window {
  mailroom: PanelModules;
  ran: string[];
}
declare const window: Window;

/** What a sample would call if it could; in a frame of the page's own origin it would reach the page's list. */
const TRAPS = `window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...words) => { (window.top.ran ?? window.ran).push(name + ' ' + String(words[0]).slice(0, 80)); };`;

let server: Server;
let browser: Browser;
let context: BrowserContext;
let asked: string[];

beforeAll(async () => {
  server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  asked = [];
  context = await browser.newContext();
});
afterEach(() => context.close());

/** An empty page that has the panel's modules, notes what runs, and answers nobody. */
async function emptyPage(): Promise<Page> {
  const page = await context.newPage();
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await page.goto(own);
  await page.evaluate(
    pageScript(['admin/src/utils/mailBody.ts', 'admin/src/utils/frameDocument.ts'], 'mailroom'),
  );
  await page.evaluate(TRAPS);
  await context.route('**/*', (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return page;
}

type Wall = 'both' | 'frame';

/** Shows the samples in frames, a few at a time, and tells what ran and what was asked for. */
async function show(samples: readonly string[], wall: Wall): Promise<readonly string[]> {
  const page = await emptyPage();
  const ran: string[] = [];
  for (let start = 0; start < samples.length; start += AT_ONCE) {
    const documents = samples.slice(start, start + AT_ONCE);
    await page.evaluate(
      ({ documents, sandbox, prepared, labels }) => {
        const { prepareBody, frameDocument } = window.mailroom;
        const body = (globalThis as unknown as { document: Document }).document.body;
        body.replaceChildren(
          ...documents.map((html) => {
            const frame = body.ownerDocument.createElement('iframe');
            frame.setAttribute('sandbox', sandbox);
            frame.setAttribute('referrerpolicy', 'no-referrer');
            frame.srcdoc = frameDocument(prepared ? prepareBody(html, new Map(), labels).html : html);
            return frame;
          }),
        );
      },
      { documents, sandbox: SANDBOX, prepared: wall === 'both', labels: LABELS },
    );
    await page.waitForTimeout(SETTLING);
    ran.push(...(await page.evaluate(() => window.ran.splice(0))));
  }
  await page.close();
  return ran;
}

/** Puts the sanitized samples into the page itself, where a script that is left would run. */
async function showUnframed(samples: readonly string[]): Promise<readonly string[]> {
  const page = await emptyPage();
  const ran: string[] = [];
  for (const html of samples) {
    await page.evaluate((body) => {
      (globalThis as unknown as { document: Document }).document.body.innerHTML = body;
    }, html);
    // Somebody moves the mouse over it, and comes to it with the keyboard.
    await page.evaluate(() => {
      for (const element of (globalThis as unknown as { document: Document }).document.body.querySelectorAll(
        '*',
      ))
        for (const type of ['mouseover', 'focus', 'click', 'toggle', 'animationstart'])
          element.dispatchEvent(new Event(type, { cancelable: true }));
    });
  }
  await page.waitForTimeout(SETTLING);
  ran.push(...(await page.evaluate(() => window.ran.splice(0))));
  await page.close();
  return ran;
}

describeWithCorpus('hostile HTML', () => {
  let raw: readonly string[];
  beforeAll(async () => {
    const fragments = corpus('html-hostile', ['html-fragment', 'html-body']).map(({ input }) => input ?? '');
    const mails = corpus('html-hostile').map((entry) => parsed(bytesOf('html-hostile', entry)));
    raw = [...fragments, ...(await Promise.all(mails)).map(({ html }) => html ?? '')].filter(
      (html) => html !== '',
    );
  });
  const sanitized = (): readonly string[] => raw.map((html) => sanitizeHtml(html) ?? '');

  test('there is some', () => {
    expect(raw.length).toBeGreaterThan(300);
  });

  test('as the panel shows it, nothing runs and nobody is asked', async () => {
    expect(await show(sanitized(), 'both')).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('the frame alone keeps what is not sanitized from running and from asking', async () => {
    expect(await show(raw, 'frame')).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('data:') && !url.startsWith('about:'))).toEqual([]);
  });

  test('the sanitizer alone leaves nothing that runs', async () => {
    expect(await showUnframed(sanitized())).toEqual([]);
  });
});

test('a script that is let through would be noticed', async () => {
  expect(await showUnframed(['<img src="x" onerror="alert(1)">'])).toEqual(['alert 1']);
  expect(asked).not.toEqual([]);
});

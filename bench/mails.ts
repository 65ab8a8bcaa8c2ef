/**
 * Mails as a support address gets them: plain and HTML, quoted and forwarded on, with pictures and with files, half of
 * them in threads. The same seed gives the same mails; they are well-formed, what is damaged is tested elsewhere.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../tests/support/seeded-random';

export const SUPPORT = 'support@shop.example';

const WORDS = (
  'the lamp we ordered last week flickers since it came and nobody here knows why could you tell us whether it can be ' +
  'mended or sent back thank you for the invoice which does not agree with what was said on the phone please look at ' +
  'order number and the delivery note we have attached our address has changed since then kind regards from everybody'
).split(' ');

interface Thread {
  readonly subject: string;
  readonly customer: string;
  readonly ids: string[];
}

/** Writes `count` mails into a folder, one a file, and returns the paths in the order of arrival. */
export async function writeMails(folder: string, count: number, seed = 1): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const next = mailsFrom(seed);
  const paths: string[] = [];
  for (let position = 0; position < count; position += 1) {
    const path = join(folder, `${position}.eml`);
    await writeFile(path, next());
    paths.push(path);
  }
  return paths;
}

/** One mail after the other. */
export function mailsFrom(seed: number): () => string {
  const generator = seededRandom(seed);
  const random = (): number => generator.next();
  const threads: Thread[] = [];
  let position = -1;
  return () => {
    position += 1;
    return nextMail(position, random, threads);
  };
}

function nextMail(position: number, random: () => number, threads: Thread[]): string {
  const isReply = threads.length > 0 && random() < 0.5;
  // Answers come soon: mostly to one of the last few hundred threads.
  const recent = threads.slice(-300);
  const found = isReply ? recent[Math.floor(random() * recent.length)] : undefined;
  const thread = found ?? {
    subject: capitalized(sentence(random, 5)),
    customer: `customer-${Math.floor(random() * 2000)}@feld.example`,
    ids: [],
  };
  if (found === undefined) threads.push(thread);
  const id = `<${position}.${hex(random, 12)}@mail.feld.example>`;
  const mail = [...headerOf(position, id, thread, random), ...bodyOf(random)].join('\r\n');
  thread.ids.push(id);
  return mail;
}

function headerOf(position: number, id: string, thread: Thread, random: () => number): readonly string[] {
  const date = new Date(Date.UTC(2026, 0, 5) + position * 60_000).toUTCString();
  const signature = Array.from({ length: 5 }, () => `\t${base64(random, 54)}`);
  return [
    `Return-Path: <${thread.customer}>`,
    `Delivered-To: ${SUPPORT}`,
    ...Array.from(
      { length: 3 },
      (_, hop) =>
        `Received: from relay-${hop}.feld.example (relay-${hop}.feld.example [192.0.2.${hop + 1}])\r\n` +
        `\tby mx-${hop}.shop.example (Postfix) with ESMTPS id ${hex(random, 10)}\r\n\tfor <${SUPPORT}>; ${date}`,
    ),
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=feld.example; s=mail;',
    '\th=from:to:subject:date:message-id:in-reply-to:references; b=',
    ...signature,
    `Authentication-Results: mx.shop.example; dkim=pass header.d=feld.example; spf=pass smtp.mailfrom=${thread.customer}`,
    `From: ${capitalized(thread.customer.split('@')[0] ?? '')} <${thread.customer}>`,
    `To: Support <${SUPPORT}>`,
    ...(random() < 0.2 ? [`Cc: colleague-${Math.floor(random() * 500)}@feld.example`] : []),
    `Subject: ${thread.ids.length > 0 ? 'Re: ' : ''}${thread.subject}`,
    `Date: ${date}`,
    `Message-ID: ${id}`,
    ...(thread.ids.length > 0
      ? [`In-Reply-To: ${thread.ids.at(-1)}`, `References: ${thread.ids.slice(-10).join('\r\n\t')}`]
      : []),
    'MIME-Version: 1.0',
    'X-Mailer: Mailer 16.0',
  ];
}

/** Of a hundred mails 25 carry a file; the others are plain, both forms, HTML alone, or HTML with a picture in it. */
function bodyOf(random: () => number): readonly string[] {
  const kind = random();
  const boundary = `=_${hex(random, 16)}`;
  if (kind < 0.25) {
    const inner = random() < 0.5 ? textPart(random) : alternative(random);
    return multipart('mixed', boundary, inner, filePart(random));
  }
  if (kind < 0.55) return textPart(random);
  if (kind < 0.8) return alternative(random);
  if (kind < 0.9) return htmlPart(random, '');
  const contentId = `${hex(random, 8)}@feld.example`;
  return multipart('related', boundary, htmlPart(random, contentId), picturePart(random, contentId));
}

const multipart = (subtype: string, boundary: string, ...parts: readonly (readonly string[])[]) => [
  `Content-Type: multipart/${subtype}; boundary="${boundary}"`,
  '',
  ...parts.flatMap((part) => [`--${boundary}`, ...part]),
  `--${boundary}--`,
  '',
];

const alternative = (random: () => number): readonly string[] =>
  multipart('alternative', `=_${hex(random, 16)}`, textPart(random), htmlPart(random, ''));

function textPart(random: () => number): readonly string[] {
  const own = paragraphs(random, 2 + Math.floor(random() * 5));
  const quoted = random() < 0.5 ? paragraphs(random, 5).map((line) => `> ${line}`) : [];
  return [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    ...quotedPrintable([...own, ...(quoted.length > 0 ? ['They wrote:', ...quoted] : [])]),
    '',
  ];
}

function htmlPart(random: () => number, contentId: string): readonly string[] {
  const picture = contentId === '' ? '' : `<p><img src="cid:${contentId}" alt="Logo" width="120"></p>`;
  const cells = paragraphs(random, 8).map(
    (text) =>
      `<tr><td style="padding:8px;font-family:Arial,sans-serif;color:#333"><p>${text} ` +
      `<a href="https://feld.example/${hex(random, 8)}">${sentence(random, 3)}</a> – Grüße</p></td></tr>`,
  );
  const html =
    `<html><head><style>td{border:0}</style></head><body><table width="600">\n${cells.join('\n')}\n</table>` +
    `${picture}<blockquote type="cite">${paragraphs(random, 3).join('<br>\n')}</blockquote></body></html>`;
  return [
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    ...quotedPrintable(html.split('\n')),
    '',
  ];
}

const filePart = (random: () => number): readonly string[] => {
  const name = `invoice-${hex(random, 4)}.pdf`;
  return [
    `Content-Type: application/pdf; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    ...base64Lines(random, 12_000 + Math.floor(random() * 16_000)),
    '',
  ];
};

const picturePart = (random: () => number, contentId: string): readonly string[] => [
  'Content-Type: image/png; name="logo.png"',
  'Content-Transfer-Encoding: base64',
  `Content-ID: <${contentId}>`,
  'Content-Disposition: inline; filename="logo.png"',
  '',
  ...base64Lines(random, 6_000),
  '',
];

/** Soft line breaks after 72 characters, and what is not ASCII by its bytes (RFC 2045 §6.7). */
function quotedPrintable(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const encoded = line.replace(/[^\x20-\x3c\x3e-\x7e]|=/g, (character) =>
      [...Buffer.from(character)]
        .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
    );
    return (
      encoded
        .match(/(?:=[0-9A-F]{2}|[^=]){1,70}/g)
        ?.map((part, index, all) => (index < all.length - 1 ? `${part}=` : part)) ?? ['']
    );
  });
}

const sentence = (random: () => number, words: number): string =>
  Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');

const paragraphs = (random: () => number, count: number): readonly string[] =>
  Array.from({ length: count }, () => `${capitalized(sentence(random, 25 + Math.floor(random() * 40)))}.`);

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const hex = (random: () => number, digits: number): string =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

/** Bytes that do not repeat, so that nothing is stored once for all. */
function bytes(random: () => number, count: number): Buffer {
  const seed = hex(random, 16);
  const blocks = Array.from({ length: Math.ceil(count / 64) }, (_, block) =>
    createHash('sha512').update(`${seed}${block}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}

const base64 = (random: () => number, count: number): string => bytes(random, count).toString('base64');

const base64Lines = (random: () => number, count: number): readonly string[] =>
  base64(random, count).match(/.{1,76}/g) ?? [];

/** How mail files are told apart, split, and turned into what a mail server would have delivered. */
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error the package has no types
import { mboxReader } from 'mbox-reader';
import { createReadStream } from 'node:fs';
import type { IncomingMessage } from '../../../server/src/domain/incoming';
import { mailFile } from '../../../server/src/intake/import-files';
import { messagesOfMbox } from '../../../server/src/intake/import-mbox';
import { readMessage } from '../../../server/src/intake/import-read';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailroom-mbox-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Read extends IncomingMessage {
  readonly text: string;
}

/** Splits a file as an import does, from a byte on. */
async function split(content: string | Buffer, streamFrom = 1_000_000, from = 0) {
  const path = join(folder, 'file.mbox');
  await writeFile(path, content, typeof content === 'string' ? 'latin1' : undefined);
  const handle = await open(path, 'r');
  const messages: Read[] = [];
  const nexts: number[] = [];
  try {
    for await (const span of messagesOfMbox(handle, from)) {
      const limits = { streamFrom, temporaryFolder: folder };
      const message = await readMessage(handle, { kind: 'mbox', path }, span, messages.length + 1, limits);
      const bytes =
        message.content.kind === 'bytes'
          ? message.content.bytes
          : message.content.kind === 'file'
            ? await readFile(message.content.path)
            : Buffer.alloc(0);
      expect(bytes.byteLength).toBe(message.size);
      messages.push({ ...message, text: bytes.toString('latin1') });
      nexts.push(span.next);
    }
  } finally {
    await handle.close();
  }
  return { messages, nexts };
}

const texts = async (...args: Parameters<typeof split>) =>
  (await split(...args)).messages.map(({ text }) => text);

const FIRST = 'From ann@feld.example Thu Jan  1 10:00:00 2026\n';
const SECOND = 'From bob@feld.example Fri Jan  2 11:30:00 2026\n';

describe('an mbox file', () => {
  test('is split at its separator lines, and each mail gets the line endings of the wire', async () => {
    const file = `${FIRST}Subject: One\n\nFirst\n\n${SECOND}Subject: Two\n\nSecond\n\n\n`;
    const { messages } = await split(file);
    expect(messages.map(({ text }) => text)).toEqual([
      'Subject: One\r\n\r\nFirst\r\n',
      'Subject: Two\r\n\r\nSecond\r\n\r\n',
    ]);
    expect(messages.map(({ receivedAt }) => receivedAt.toISOString())).toEqual([
      '2026-01-01T10:00:00.000Z',
      '2026-01-02T11:30:00.000Z',
    ]);
  });

  test('gives the same mails with CRLF as with LF', async () => {
    const file = `${FIRST}Subject: One\n\nA\n\n>From here\n\n${SECOND}Subject: Two\n\nB\n`;
    expect(await texts(file.replaceAll('\n', '\r\n'))).toEqual(await texts(file));
  });

  test('loses one > of each quoted line, however many there are', async () => {
    const file = `${FIRST}Subject: Q\n\n>From me\n>>From you\n> From us\nsay >From them\n`;
    expect(await texts(file)).toEqual([
      'Subject: Q\r\n\r\nFrom me\r\n>From you\r\n> From us\r\nsay >From them\r\n',
    ]);
  });

  test('keeps prose that begins with From in its mail', async () => {
    const file = `${FIRST}Subject: Prose\n\nHello\n\nFrom now on we close at 10:00.\n\nFrom Monday Jan 5 at 9:00 we open.\n${SECOND}Subject: Two\n\nB\n`;
    expect((await texts(file)).map((text) => text.split('\r\n')[0])).toEqual([
      'Subject: Prose',
      'Subject: Two',
    ]);
  });

  test('takes the separators of Thunderbird, of Gmail, and without a moment', async () => {
    const file = [
      'From - Thu Jan 01 10:00:00 2026\nX-Mozilla-Status: 0003\nSubject: T\n\nT\n',
      'From 1790@xxx Mon Mar 02 10:00:00 +0000 2020\nX-Gmail-Labels: Inbox,Starred,Opened\nSubject: G\n\nG\n',
      'From nobody@feld.example\nStatus: RO\nX-Status: F\nDate: Sat, 3 Jan 2026 10:00:00 +0100\nSubject: N\n\nN\n',
    ].join('\n');
    const { messages } = await split(file);
    expect(messages.map(({ receivedAt }) => receivedAt.toISOString())).toEqual([
      '2026-01-01T10:00:00.000Z',
      '2020-03-02T10:00:00.000Z',
      '2026-01-03T09:00:00.000Z',
    ]);
    expect(messages.map(({ flags }) => flags)).toEqual([
      ['\\Answered', '\\Seen'],
      ['\\Flagged', '\\Seen'],
      ['\\Flagged', '\\Seen'],
    ]);
  });

  test('that was cut off gives what is there, and separators without an empty line before them count', async () => {
    const file = `${FIRST}Subject: One\n\ncut o${'\n'}${SECOND}Subject: Two\n\nhalf a sen`;
    expect(await texts(file)).toEqual(['Subject: One\r\n\r\ncut o\r\n', 'Subject: Two\r\n\r\nhalf a sen']);
  });

  test('is split alike wherever pieces of the file end, and can be gone on with after any mail', async () => {
    // Mails of growing length, so that every part of a separator falls on the border of a piece some time.
    const mails = Array.from({ length: 1500 }, (_, index) => {
      const body = `${'x'.repeat(70)}\n`.repeat(index % 7) + 'y'.repeat(index % 311);
      return `Message-ID: <${index}@feld.example>\nSubject: ${index}\n\n${body}\n`;
    });
    const file = mails.map((mail) => `${FIRST}${mail}\n`).join('');
    expect(file.length).toBeGreaterThan(2 * 256 * 1024);
    const { messages, nexts } = await split(file);
    expect(messages.map(({ text }) => text)).toEqual(mails.map((mail) => mail.replaceAll('\n', '\r\n')));
    for (const done of [1, 700, 1499, 1500]) {
      const rest = await texts(file, 1_000_000, nexts[done - 1]);
      expect(rest).toEqual(messages.slice(done).map(({ text }) => text));
    }
    // Another implementation sees the same mails, where nothing is ambiguous.
    const theirs: string[] = [];
    await writeFile(join(folder, 'file.mbox'), file);
    for await (const { content } of mboxReader(createReadStream(join(folder, 'file.mbox'))))
      theirs.push(content.toString('latin1').replaceAll('\n', '\r\n'));
    expect(theirs.map((text) => text.trim())).toEqual(messages.map(({ text }) => text.trim()));
  });

  test('with a large mail puts it into a file, changed as small ones are', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) =>
      index % 3 === 0
        ? `>From ${index}`
        : index % 3 === 1
          ? `${'>'.repeat(index % 90)} ${index}`
          : `${index}`,
    );
    const file = `${FIRST}Subject: Large\n\n${lines.join('\n')}\n\n${SECOND}Subject: Two\n\nB\n`;
    const small = await split(file);
    const large = await split(file, 1000);
    expect(large.messages[0]?.content.kind).toBe('file');
    expect(large.messages.map(({ text }) => text)).toEqual(small.messages.map(({ text }) => text));
    expect((await readdir(folder)).filter((name) => name.endsWith('.eml'))).toHaveLength(1);
  });
});

describe('a file', () => {
  const kindOf = async (content: string) => {
    const path = join(folder, 'any');
    await writeFile(path, content, 'latin1');
    return mailFile('holiday.pdf', path).then(
      ({ kind }) => kind,
      (error: Error) => error.message,
    );
  };

  test('is a mail by what it holds, whatever its name is', async () => {
    expect(await kindOf(`${FIRST}Subject: x\n\ny`)).toBe('mbox');
    expect(await kindOf('Received: by x; Thu, 1 Jan 2026 10:00:00 +0000\r\nFrom: a@b.example\r\n\r\nx')).toBe(
      'eml',
    );
    expect(await kindOf('X-Odd: 1\nSubject: x\n\ny')).toBe('eml');
  });

  test.each([
    ['PK\x03\x04rest', 'holiday.pdf: This is a ZIP archive. Unpack it'],
    ['\x1f\x8brest', 'This is an archive. Unpack it'],
    ['\xd0\xcf\x11\xe0\xa1', 'Outlook message (.msg). Save it as .eml'],
    ['', 'This file is empty.'],
    ['\n \n', 'This file is empty.'],
    ['%PDF-1.7\n', 'This is no mail. Import .eml files'],
    ['Note: buy milk\nsubject to change', 'This is no mail.'],
  ])('that is no mail is refused with words: %j', async (content, words) => {
    expect(await kindOf(content)).toContain(words);
  });
});

/** That a mail is read alike from memory and from a file, and that what is left on the server is known of it. */
import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageContent } from '../../../server/src/domain/incoming';
import type { ParsedMessage } from '../../../server/src/domain/message';
import { readMails, type ReadMail } from '../../../server/src/intake/read-mail';
import { createBlobStore, type BlobStore } from '../../../server/src/platform/blob-store';
import { buildMail } from '../../support/mail-builder';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder';
import { mailOf } from '../support/parsed';

let folder: TemporaryFolder;
let blobs: BlobStore;

beforeEach(async () => {
  folder = await temporaryFolder('read-mail');
  blobs = createBlobStore(join(folder.path, 'blobs'));
});
afterEach(() => folder.remove());

const read = async (content: MessageContent): Promise<ReadMail> => {
  const [mail] = await readMails([content], blobs);
  if (mail === undefined) throw new Error('Nothing was read');
  return mail;
};

function messageOf({ parsed }: ReadMail): ParsedMessage {
  if (parsed.kind !== 'parsed') throw new Error(`${parsed.reason}: ${parsed.detail}`);
  return parsed.message;
}

async function fromFile(source: Buffer): Promise<ReadMail> {
  const path = join(folder.path, 'mail.eml');
  await writeFile(path, source);
  return read({ kind: 'file', path });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('from a file', () => {
  const content = Buffer.from('A large file, line by line\n'.repeat(150_000));
  const large = () =>
    buildMail({
      from: 'Ann <ann@customer.example>',
      to: 'support@shop.example',
      subject: 'Größe',
      text: 'Here it is – look',
      html: '<p onclick="x()">Here it is</p>',
      attachments: [{ filename: 'large.txt', content }],
    });

  test('a mail is read as it is from memory', async () => {
    const source = await large();
    const streamed = await fromFile(source);
    expect(streamed).toEqual(await read({ kind: 'bytes', bytes: source }));
    expect(streamed.sourceHash).toBe(sha256(source));
    expect(messageOf(streamed)).toMatchObject({ subject: 'Größe', html: '<p>Here it is</p>' });
  });

  test('its file and its source are kept byte for byte, and nothing beside them', async () => {
    const source = await large();
    const streamed = await fromFile(source);
    const [attachment] = messageOf(streamed).attachments;
    expect(attachment).toMatchObject({ name: 'large.txt', size: content.length, sha256: sha256(content) });
    expect((await blobs.read(attachment?.sha256 ?? '')).equals(content)).toBe(true);
    expect((await blobs.readSource(streamed.sourceHash)).equals(source)).toBe(true);
    const left = await readdir(join(folder.path, 'blobs'), { recursive: true });
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('mails that are read together share one file for their sources', async () => {
    const sources = await Promise.all(
      ['one', 'two', 'three'].map((text) =>
        buildMail({ from: 'ann@customer.example', to: 'support@shop.example', subject: text, text }),
      ),
    );
    const together = await readMails(
      sources.map((bytes) => ({ kind: 'bytes', bytes })),
      blobs,
    );
    const kept = await Promise.all(
      together.map(({ sourceHash, sourcePlace }) => blobs.readSource(sourceHash, sourcePlace)),
    );
    expect(kept.map(String)).toEqual(sources.map(String));
    const left = await readdir(join(folder.path, 'blobs'), { recursive: true });
    expect(left.filter((name) => name.endsWith('.pack'))).toHaveLength(1);
    expect(left.filter((name) => name.endsWith('.gz'))).toEqual([]);
  });

  test.each([
    ['ISO-8859-1 that nobody declared', `Gr\xfc\xdfe ${'x'.repeat(70)}\r\n`.repeat(20_000)],
    ['one endless line', 'x'.repeat(3 * 1024 * 1024)],
  ])('%s is read as it is from memory', async (_, body) => {
    const source = mailOf('From: ann@customer.example', 'Subject: Gr\xfc\xdfe', '', body);
    expect(await fromFile(source)).toEqual(await read({ kind: 'bytes', bytes: source }));
  });

  test('a header without end is refused without being read to its end', async () => {
    const { parsed } = await fromFile(Buffer.alloc(4 * 1024 * 1024, 'x'));
    expect(parsed).toMatchObject({ kind: 'unparsable', reason: 'header-too-large' });
  });
});

test('of a mail that is left on its server, headers, text and the names of its files are known', async () => {
  const mail = await read({
    kind: 'parts',
    headers: mailOf('From: Ann <ann@customer.example>', 'Subject: Huge', 'Message-ID: <1@x>', '', ''),
    text: 'The plans',
    html: '<p>The plans <img src="cid:logo@x"><script>x()</script></p>',
    files: [
      { name: '../plans.zip', type: 'application/zip', size: 90_000_000, contentId: null, part: '2' },
      { name: 'logo.png', type: 'image/png', size: 4000, contentId: 'logo@x', part: '1.2' },
    ],
  });
  expect(messageOf(mail)).toMatchObject({
    messageId: '<1@x>',
    subject: 'Huge',
    text: 'The plans',
    html: '<p>The plans <img src="cid:logo@x" /></p>',
    incomplete: true,
    attachments: [
      {
        name: expect.stringMatching(/^[^/]*plans.zip$/),
        part: '2',
        sha256: null,
        size: 90_000_000,
        inline: false,
      },
      { name: 'logo.png', part: '1.2', sha256: null, size: 4000, inline: true },
    ],
  });
});

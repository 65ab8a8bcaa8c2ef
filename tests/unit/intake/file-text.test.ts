/** What is read of attachments, and that hostile ones end in an error. PDF is read by a module that Jest cannot load: see the integration tests. */
import { fileFormat } from '../../../server/src/domain/search/file-format';
import { textOfFile } from '../../../server/src/intake/file-text';
import { docxOf } from '../../support/document-files';

const text = (bytes: Buffer, name: string, type = 'application/octet-stream') =>
  textOfFile(bytes, { name, type });

test.each([
  ['a.pdf', 'application/octet-stream', 'pdf'],
  ['a', 'application/pdf; name=x', 'pdf'],
  ['Letter.DOCX', '', 'docx'],
  ['a.csv', 'text/csv', 'text'],
  ['a.html', 'text/html', 'html'],
  ['a.png', 'image/png', null],
  ['pdf', '', null],
])('%s of type %j', (name, type, format) => expect(fileFormat({ name, type })).toBe(format));

test('a DOCX', async () =>
  expect(await text(await docxOf('Blue marmalade'), 'a.docx')).toBe('Blue marmalade'));
test('HTML without what is no text', async () =>
  expect(await text(Buffer.from('<style>p{}</style><p>Blue<br>marmalade</p>'), 'a.html')).toBe(
    'Blue marmalade',
  ));
test('plain text, whatever it is written in', async () => {
  expect(await text(Buffer.from('Blaue Grüße\u0000'), 'a.txt')).toBe('Blaue Grüße');
  expect(await text(Buffer.from('Gr\u00fc\u00dfe', 'latin1'), 'a.txt')).toBe('Grüße');
});

test('a DOCX that is none is refused', async () => {
  await expect(text(Buffer.from('no such thing'), 'a.docx')).rejects.toThrow();
  await expect(text(Buffer.alloc(0), 'a.docx')).rejects.toThrow();
});

test('a small file that unpacks to very much is refused', async () => {
  const bomb = await docxOf('Hello', { 'word/media/zeros.bin': Buffer.alloc(80 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(200_000);
  await expect(text(bomb, 'a.docx')).rejects.toThrow(/unpacks/);
});

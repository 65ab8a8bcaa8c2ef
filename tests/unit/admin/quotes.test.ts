import { partQuotes } from '../../../admin/src/utils/quotes';

const shape = (text: string) => partQuotes(text).map(({ kind, folded, text: part }) => [kind, folded, part]);

describe('quotes in plain text', () => {
  test('the quote at the end is folded together with the line that introduces it', () => {
    const text = 'Yes, please.\n\nOn Mon, 3 Mar 2026 at 09:40, Support wrote:\n> Shall we?\n>\n> Lena\n';
    expect(shape(text)).toEqual([
      ['written', false, 'Yes, please.\n'],
      ['quoted', true, 'On Mon, 3 Mar 2026 at 09:40, Support wrote:\n> Shall we?\n>\n> Lena'],
      ['written', false, ''],
    ]);
  });

  test.each([
    ['before the address', 'On Mon, 3 Mar 2026 at 09:40, Support\n<support@shop.example> wrote:'],
    ['before the verb', 'Am Mo., 3. März 2026 um 09:40 Uhr schrieb Support <a@b.example>\nund andere:'],
    ['within the name', 'Le lun. 3 mars 2026 à 09:40, Service\nClient <a@b.example> a écrit :'],
  ])('an introduction wrapped %s is folded whole', (_where, introduction) => {
    const [written, quoted] = partQuotes(`Oui.\n\n${introduction}\n> Shall we?`);
    expect(written?.text).toBe('Oui.\n');
    expect(quoted?.text).toBe(`${introduction}\n> Shall we?`);
  });

  test('an introduction right below the answer does not take the answer with it', () => {
    const [written] = partQuotes('That is right.\nOn 3 March 2026 Support wrote:\n> Shall we?');
    expect(written?.text).toBe('That is right.');
  });

  test('a sentence that only ends in a colon belongs to its author', () => {
    expect(shape('See my comments below:\n> a question')).toEqual([
      ['written', false, 'See my comments below:'],
      ['quoted', true, '> a question'],
    ]);
  });

  test('a short quote that is answered below stays open, the long one at the end does not', () => {
    const parts = partQuotes('> When?\nTomorrow.\n> Where?\nHere.\n\n> one\n> two');
    expect(parts.map(({ kind, folded }) => [kind, folded])).toEqual([
      ['quoted', false],
      ['written', false],
      ['quoted', false],
      ['written', false],
      ['quoted', true],
    ]);
  });

  test('everything below "Original Message" is quoted, whatever it looks like', () => {
    const [written, quoted] = partQuotes('Thanks\n\n-----Original Message-----\nFrom: us\n> x\nBye');
    expect(written?.text).toBe('Thanks\n');
    expect(quoted).toEqual({
      kind: 'quoted',
      folded: true,
      text: '-----Original Message-----\nFrom: us\n> x\nBye',
    });
  });

  test('a mail that is only a quote is shown', () => {
    expect(shape('> all of it\n> is quoted')).toEqual([['written', false, '> all of it\n> is quoted']]);
  });

  test.each([
    '',
    'plain',
    '> a\n\n> b\nc',
    'x\n\nOn 1.1. wrote:\n\n> a\nb\n> c\n',
    '\n\n> a\n\n',
    'a > b\n>> c',
  ])('nothing is cut from %j', (text) => {
    expect(
      partQuotes(text)
        .map((part) => part.text)
        .join('\n'),
    ).toBe(text);
  });
});

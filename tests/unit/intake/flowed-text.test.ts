/** Text whose lines flow (RFC 3676). */
import { unflowed } from '../../../server/src/intake/flowed-text';
import { parsedLines } from '../support/parsed';

describe('flowing text', () => {
  test.each([
    [
      'a paragraph is one line',
      'The lamp \r\nis broken.\r\nPlease help.',
      'The lamp is broken.\nPlease help.',
    ],
    ['an empty line ends a paragraph that seems to go on', 'Good day \n\nThe lamp', 'Good day \n\nThe lamp'],
    [
      'a quote is one line with its marks once',
      '> The lamp \n> is broken.\nSend it.',
      '> The lamp is broken.\nSend it.',
    ],
    ['an answer does not become part of the quote above', '> Is it red? \nYes.', '> Is it red? \nYes.'],
    ['quotes of another depth stay apart', '>> one \n> two \nthree', '>> one \n> two \nthree'],
    [
      'stuffed spaces are no part of the text',
      ' From here \n on it works\n >no quote',
      'From here on it works\n>no quote',
    ],
    ['a signature is no soft line break', 'Bye \n-- \nAnn', 'Bye \n-- \nAnn'],
    ['a quoted signature is none either', '> Bye\n> -- \n> Ann', '> Bye\n> -- \n> Ann'],
  ])('%s', (_, text, expected) => {
    expect(unflowed(text, false)).toBe(expected);
  });

  test('loses the space before a soft line break where the mail says so', () => {
    expect(unflowed('東京 \n都 \n\n終', true)).toBe('東京都\n\n終');
  });

  test('takes time in proportion to its length', () => {
    const start = performance.now();
    expect(unflowed('word \n'.repeat(400_000), false)).toHaveLength(2_000_001);
    expect(unflowed(`${'>'.repeat(2_000_000)} a`, false)).toHaveLength(2_000_002);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('keeps what was answered below a quote open', async () => {
    const { text, visible } = await parsedLines(
      'Subject: Re: Lamp',
      'Content-Type: text/plain; charset=utf-8; format=flowed',
      '',
      'On 04/02/2026 06:26 PM, Ann Miller wrote:',
      '> Which lamp is it? ',
      'The red one, \nby the door.',
    );
    expect(text).toContain('The red one, by the door.');
    expect(visible.text).toBe('The red one, by the door.');
  });

  test('leaves the bytes of a file as they are', async () => {
    const { attachments } = await parsedLines(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'See the notes.',
      '--b',
      'Content-Type: text/plain; format=flowed; name=notes.txt',
      '',
      'one ',
      'two',
      '--b--',
    );
    expect(attachments).toMatchObject([{ name: 'notes.txt', size: 'one \r\ntwo'.length }]);
  });
});

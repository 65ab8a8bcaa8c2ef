import { imageSize, isOversized, isPixel } from '../../../server/src/domain/image-size';
import { showsPictures, type PictureFacts } from '../../../server/src/domain/remote-images';

const MAIL: PictureFacts = { direction: 'in', classification: 'human', warnings: [], authentication: null };
const judged = (dmarc: string, trusted: boolean): PictureFacts => ({
  ...MAIL,
  authentication: { spf: null, dkim: null, dmarc, by: 'mx.shop.example', trusted },
});

test.each<readonly [string, boolean, PictureFacts, boolean]>([
  ['nothing is remembered', false, MAIL, false],
  ['it is remembered', true, MAIL, true],
  ['the mail is ours', true, { ...MAIL, direction: 'out' }, false],
  ['it is spam', true, { ...MAIL, classification: 'spam' }, false],
  ['its sender is forged', true, { ...MAIL, warnings: ['forged-colleague'] }, false],
  ['our server says that it is not of that domain', true, judged('fail', true), false],
  ['somebody else says so', true, judged('fail', false), true],
  ['our server confirms it', true, judged('pass', true), true],
])('whether pictures are shown when %s', (_, remembered, mail, expected) => {
  expect(showsPictures(remembered, mail)).toBe(expected);
});

test('sizes are read from heads, and from nothing else', () => {
  expect(imageSize('image/gif', Buffer.from('GIF89a\x02\x01\x03\x00', 'latin1'))).toEqual({
    width: 258,
    height: 3,
  });
  expect(imageSize('image/png', Buffer.alloc(10))).toBeNull();
  expect(imageSize('image/jpeg', Buffer.alloc(100))).toBeNull();
  expect([isPixel({ width: 1, height: 1 }), isPixel({ width: 1, height: 20 }), isPixel(null)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isOversized({ width: 10_000, height: 10_000 })).toBe(true);
});

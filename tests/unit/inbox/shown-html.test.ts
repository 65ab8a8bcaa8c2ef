import { dangersIn, referencesIn } from '../../../server/src/inbox/shown-html';

test('links are read with the words inside them, pictures as they are written', () => {
  const { links, pictures } = referencesIn(
    `<p><a href="https://a.example/?x=1&amp;y=2">To <b>the</b>\n shop</a> <a name="here">no link</a>
    <a href="https://b.example"><img src="https://b.example/logo.png?a=1&amp;b=2"></a>
    <img src="cid:one"><img src="data:image/png;base64,AA=="><img src="https://b.example/logo.png?a=1&amp;b=2"></p>`,
  );
  expect(links).toEqual([
    { href: 'https://a.example/?x=1&y=2', text: 'To the shop' },
    { href: 'https://b.example', text: '' },
  ]);
  expect([...pictures]).toEqual(['https://b.example/logo.png?a=1&b=2']);
});

test('a link that is never closed is one all the same', () => {
  expect(referencesIn('<a href="https://evil.example">https://bank.example').links).toHaveLength(1);
});

test('of plain text only what shows itself is judged, without the end of the sentence', () => {
  const text = 'See http://203.0.113.7/x. And https://shop.example, please.';
  expect(dangersIn(text, null)).toEqual([
    { href: 'http://203.0.113.7/x', host: '203.0.113.7', claimed: null, dangers: ['ip-address'] },
  ]);
});

test('one address is judged once, by the worst of its places', () => {
  const html =
    '<a href="https://evil.example/">here</a> <a href="https://evil.example/">https://bank.example</a>';
  expect(dangersIn('', html)).toMatchObject([{ href: 'https://evil.example/', claimed: 'bank.example' }]);
});

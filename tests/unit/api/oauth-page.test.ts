/** The page on which a sign-in ends: its language, and that nothing a provider says can become more than text. */
import { languageOf, signInPage } from '../../../server/src/api/admin/oauth-page';

test.each([
  ['', 'en'],
  ['ja', 'en'],
  ['fr-CA,fr;q=0.9', 'fr'],
  ['ja,id;q=0.4,de;q=0.8', 'de'],
  ['es;q=0,id', 'id'],
  ['*', 'en'],
])('for Accept-Language "%s" it is in %s', (header, language) => expect(languageOf(header)).toBe(language));

test('what a provider says is text', () => {
  const detail = `<img src=x onerror="alert(1)"> & 'more'`;
  const html = signInPage({ kind: 'refused', provider: '<b>$&</b>', detail }, 'en', 'nonce');
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;more&#39;');
  expect(html).toContain('&lt;b&gt;$&amp;&lt;/b&gt;');
  expect(html).not.toMatch(/<img|<b>/);
});

test('only a finished sign-in closes its window', () => {
  const done = signInPage(
    { kind: 'done', provider: 'Mail', address: 'us@shop.example', mailboxId: 1, userId: 1 },
    'fr',
    'abc',
  );
  expect(done).toContain('<script nonce="abc">');
  expect(done).toContain('Mail a donné accès à us@shop.example');
  expect(signInPage({ kind: 'expired' }, 'en', 'abc')).not.toContain('<script');
});

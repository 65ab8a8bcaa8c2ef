import { domainToUnicode } from 'node:url';
import { judgeLink, siteNamedIn, type LinkDanger } from '../../../server/src/domain/link-dangers';

const dangersOf = (href: string, text = ''): readonly LinkDanger[] =>
  judgeLink({ href, text }, domainToUnicode)?.dangers ?? [];

test.each([
  ['https://shop.example/order', 'https://shop.example/order'],
  ['https://www.shop.example/', 'shop.example'],
  ['https://shop.example/', 'www.shop.example'],
  ['https://click.news.shop.example/x?u=1', 'www.shop.example'],
  ['https://account.shop.co.uk/', 'shop.co.uk'],
  ['https://elsewhere.example/', 'Click here'],
  ['https://elsewhere.example/', 'Our price list.pdf'],
  ['https://elsewhere.example/f/1', 'price-list.pdf'],
  ['https://elsewhere.example/', 'z.B. mehr lesen'],
  ['https://müller.example/', 'müller.example'],
  ['https://xn--mller-kva.example/', 'müller.example'],
  ['https://пример.рф/', 'пример.рф'],
  ['https://日本語.example/', ''],
  ['mailto:jonas@feld.example', 'lena@feld.example'],
  ['tel:+4912345', 'bank.example'],
  ['not an address', 'bank.example'],
])('%s, written as "%s", is as it seems', (href, text) => {
  expect(dangersOf(href, text)).toEqual([]);
});

test.each<readonly [string, string, readonly LinkDanger[]]>([
  ['https://evil.example/login', 'https://bank.example/login', ['other-site']],
  ['https://evil.example/', 'Log in at https://bank.example now', ['other-site']],
  ['https://evil.example/', 'www.bank.example', ['other-site']],
  ['https://evil.example/', '  Bank.Example  ', ['other-site']],
  ['https://evil.example/', 'bank\u200b.example', ['other-site']],
  ['https://bank.example.evil.test/', 'bank.example', ['other-site']],
  ['https://evil.co.uk/', 'bank.co.uk', ['other-site']],
  ['https://evil.github.io/', 'bank.github.io', ['other-site']],
  ['https://evil.example/', 'bank.com.ua', ['other-site']],
  ['http://203.0.113.7/', 'here', ['ip-address']],
  ['http://3405803783/', 'here', ['ip-address']],
  ['http://[2001:db8::1]/', 'here', ['ip-address']],
  ['https://bank.example@evil.example/', 'here', ['user-name']],
  ['https://bank.example@203.0.113.7/', 'bank.example', ['other-site', 'user-name', 'ip-address']],
  // Cyrillic а in a Latin name; all of it Cyrillic letters that look Latin; the first as it travels.
  ['https://bаnk.example/', '', ['lookalike']],
  ['https://аррӏе.com/', '', ['lookalike']],
  ['https://xn--80ak6aa92e.com/', 'log in', ['lookalike']],
])('%s, written as "%s", is %p', (href, text, expected) => {
  expect(dangersOf(href, text)).toEqual(expected);
});

test('a judgement says where the link leads, in letters that travel', () => {
  expect(judgeLink({ href: 'https://bаnk.example/a', text: 'bank.example' }, domainToUnicode)).toEqual({
    href: 'https://bаnk.example/a',
    host: 'xn--bnk-6cd.example',
    claimed: 'bank.example',
    dangers: ['other-site', 'lookalike'],
  });
});

test.each([
  ['Version 1.2.3', null],
  ['see e.g. this', null],
  ['lena@shop.example', null],
  ['shop.example/path?x=1', 'shop.example'],
  ['(https://shop.example:8443/x)', 'shop.example'],
  ['', null],
])('"%s" names %p', (text, expected) => {
  expect(siteNamedIn(text)).toBe(expected);
});

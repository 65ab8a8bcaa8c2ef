import { mailLanguage } from '../../../server/src/domain/mail-language';
import { languageOfMail, languageOfText } from '../../../server/src/platform/language';

describe('the language of a mail', () => {
  it.each([
    ['en', 'Hello, the lamp that I ordered arrived broken. Could you please send me another one?'],
    ['fr', 'Bonjour, la lampe que j’ai commandée est arrivée cassée. Pouvez-vous la remplacer ?'],
    ['de', 'Guten Tag, die bestellte Lampe ist kaputt angekommen. Ich bitte um Ersatz, vielen Dank.'],
    ['es', 'Hola, la lámpara que pedí llegó rota. ¿Pueden enviarme otra, por favor?'],
    ['id', 'Halo, lampu yang saya pesan sampai dalam keadaan rusak. Mohon kirim yang baru, terima kasih.'],
    [
      'ja',
      'こんにちは。注文したランプが壊れて届きました。新しいものと交換していただけますでしょうか。よろしくお願いいたします。',
    ],
  ])('is %s by its words', (language, text) => {
    expect(languageOfText(text)).toBe(language);
  });

  it('is not guessed from a few words, numbers or addresses', () => {
    expect(languageOfText('Hello')).toBeNull();
    expect(languageOfText('')).toBeNull();
    expect(
      languageOfText('https://shop.example/orders/12345678901234567890/items/998877665544332211'),
    ).toBeNull();
  });

  it.each([
    [null, {}, null],
    [null, { 'content-language': 'pt-br, en' }, 'pt-BR'],
    [null, { 'accept-language': 'de-AT;q=1' }, 'de-AT'],
    [null, { 'content-language': '???', 'accept-language': 'fr' }, 'fr'],
    ['fr', { 'content-language': 'en-US' }, 'fr'],
    ['en', { 'content-language': 'en-GB' }, 'en-GB'],
  ])('written %s with %j is %s', (written, headers, language) => {
    expect(mailLanguage(written, headers as Record<string, string>)).toBe(language);
  });

  it('takes words before headers', () => {
    expect(
      languageOfMail('Guten Tag, die bestellte Lampe ist heute leider kaputt angekommen.', {
        'content-language': 'en-US',
      }),
    ).toBe('de');
  });
});

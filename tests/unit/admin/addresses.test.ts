import {
  formatAddress,
  formatAddressList,
  initials,
  parseAddressList,
} from '../../../admin/src/utils/addresses';

describe('recipient fields', () => {
  test('what is proposed is read back unchanged', () => {
    const proposed = [
      { name: 'Feld, Jonas', address: 'jonas@feld.example' },
      { name: 'Say "hi"', address: 'hi@x.example' },
      { name: '', address: 'plain@x.example' },
    ];
    expect(parseAddressList(formatAddressList(proposed))).toEqual({ people: proposed, invalid: [] });
  });

  test('commas, semicolons and line ends part addresses, and one counts once', () => {
    expect(parseAddressList(' a@x.example; B@x.example,\nb@X.example ,, ')).toEqual({
      people: [
        { name: '', address: 'a@x.example' },
        { name: '', address: 'b@X.example' },
      ],
      invalid: [],
    });
  });

  test.each(['nonsense', 'two@at@x.example', 'Name <>', 'a b@x.example', '@x.example'])(
    '%j is no address',
    (text) => {
      expect(parseAddressList(`a@x.example, ${text}`)).toEqual({
        people: [{ name: '', address: 'a@x.example' }],
        invalid: [text],
      });
    },
  );

  test('a name without separators is not quoted', () => {
    expect(formatAddress({ name: 'Élodie Martin', address: 'e@x.example' })).toBe(
      'Élodie Martin <e@x.example>',
    );
  });
});

test.each([
  ['Lena Krüger', 'LK'],
  ['Ana María de la Cruz', 'AC'],
  ['press@daily.example', 'PE'],
  ['élodie', 'É'],
  ['', '?'],
])('the initials of %j are %j', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

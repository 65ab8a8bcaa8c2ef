import { eraseIn, eraserOf, GAP, namesToErase, pseudonymOf } from '../../../server/src/domain/anonymise';

const NOBODY = pseudonymOf('1a2b', 0);
const eraser = eraserOf({
  pseudonyms: new Map([['jonas.f_x@feld.example', NOBODY]]),
  names: ['Jonas Feldmann', 'J', 'info@feld.example'],
});

describe('addresses', () => {
  test.each([
    ['Write to Jonas.F_X@feld.example.', `Write to ${NOBODY}.`],
    ['<jonas.f_x@feld.example>', `<${NOBODY}>`],
    ['mailto:jonas.f_x%40feld.example?subject', `mailto:${NOBODY}?subject`],
    ['bounce+1=jonas.f_x=feld.example@our.example', `bounce+1=${NOBODY}@our.example`],
    ['jonas.f_x&#64;feld.example', NOBODY],
    // Others' addresses stay.
    ['other.jonas.f_x@feld.example', 'other.jonas.f_x@feld.example'],
    ['jonas.f_x@feld.example.org', 'jonas.f_x@feld.example.org'],
    ['jonasxf_x@feld.example', 'jonasxf_x@feld.example'],
  ])('%s', (text, expected) => {
    expect(eraser.addresses(text)).toBe(expected);
  });

  test('a second one of the same person has a pseudonym of its own', () => {
    expect(pseudonymOf('1a2b', 1)).not.toBe(NOBODY);
  });
});

describe('names', () => {
  test.each([
    ['Dear Jonas, hello', `Dear ${GAP}, hello`],
    ['Feldmann, Jonas', GAP],
    ['Jonas Feldmann’s parcel', `${GAP}’s parcel`],
    ['Jonasson and jonas', 'Jonasson and jonas'],
  ])('%s', (text, expected) => {
    expect(eraser.everything(text)).toBe(expected);
  });

  test('are those of people: no word of a company, nothing short, no address', () => {
    expect(namesToErase(['The Society of Friends of Old Mail'])).toEqual([
      'The Society of Friends of Old Mail',
    ]);
    expect(namesToErase(['Bo', 'a@b.example'])).toEqual([]);
    expect(namesToErase(['Ana de Souza'])).toEqual(['Ana de Souza', 'Souza, Ana de', 'Ana', 'Souza']);
  });
});

test('whatever lies in JSON is gone over, and no name stays beside a pseudonym', () => {
  const stored = [
    { name: 'JF', address: 'jonas.f_x@feld.example' },
    { name: 'Mia', address: 'mia@wald.example' },
    7,
    null,
  ];
  expect(eraseIn({ to: stored }, (text) => eraser.everything(text))).toEqual({
    to: [{ name: '', address: NOBODY }, stored[1], 7, null],
  });
});

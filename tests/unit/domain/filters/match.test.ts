/** The reference product's vectors for filters (EspoCRM §10), and where ours is better. */
import type { Filter, FilterCriteria, FilterTrial } from '../../../../server/src/domain/filter';
import { headersToFilter, mailToFilter } from '../../../../server/src/domain/filters/mail';
import {
  needsHeadersOnly,
  needsText,
  readyFilter,
  type FilterAnswer,
} from '../../../../server/src/domain/filters/match';
import type { Classification } from '../../../../server/src/domain/classification';
import type { ParsedMessage } from '../../../../server/src/domain/message';
import { criteria, filter } from '../../support/filters';
import { address, attachment, message } from '../../support/messages';

const answer = (
  asked: Partial<FilterCriteria>,
  mail: Partial<ParsedMessage>,
  classification: Classification = 'human',
): FilterAnswer =>
  readyFilter(filter({ criteria: criteria(asked) })).answer(mailToFilter(message(mail), classification));

const matches = (...given: Parameters<typeof answer>): boolean => answer(...given).matched === true;

describe('addresses', () => {
  test.each<[string, string, boolean]>([
    ['*@acme.com', 'Bob@ACME.com', true],
    ['*@acme.com', 'bob@acme.com.evil.example', false],
    ['bob@acme.com', 'BOB@acme.com', true],
    ['acme.com', 'bob@acme.com', false],
    ['bob@*', 'bob@acme.com', true],
    ['b*@*.com', 'bob@acme.com', true],
    ['b*b*b@acme.com', 'bob@acme.com', false],
    ['*', 'bob@acme.com', true],
    ['*@müller.de', 'anna@xn--mller-kva.de', true],
    ['*@xn--mller-kva.de', 'anna@MÜLLER.de', true],
    ['πέτρος@*', 'ΠΈΤΡΟΣ@παράδειγμα.gr', true],
  ])('from %s and %s: %s', (pattern, from, expected) => {
    expect(matches({ from: pattern }, { from: address(from) })).toBe(expected);
  });

  test('a mail from nobody has no sender that could match', () => {
    expect(matches({ from: '*' }, { from: null })).toBe(false);
  });

  test('any To address is enough, and Cc is not To', () => {
    const mail = { to: [address('a@b'), address('x@y')], cc: [address('c@d')] };
    expect(matches({ to: 'x@y' }, mail)).toBe(true);
    expect(matches({ to: 'c@d' }, mail)).toBe(false);
    expect(matches({ cc: 'c@*' }, mail)).toBe(true);
    expect(matches({ cc: 'x@y' }, mail)).toBe(false);
  });
});

describe('subjects', () => {
  test.each<[string, string, boolean]>([
    ['hello', 'test hello man', false],
    ['*hello*', 'test hello man', true],
    ['*Hello*', 'hello', true],
    ['hello', 'HELLO', true],
    ['hello*man', 'hello, old man', true],
    ['hello*hello', 'hello', false],
    ['*a*b*', 'b a', false],
    ['*STRASSE*', 'Die Straße', true],
    ['*straße*', 'DIE STRASSE', true],
    ['ΣΑΣ', 'σας', true],
    ['*istanbul*', 'İSTANBUL', true],
    ['*ﬁle*', 'the file', true],
    ['caf\u00e9', 'cafe\u0301', true],
    ['２０２４', '2024', true],
    ['*in\u00advoice*', 'Your in\u200bvoice', true],
    ['*two words*', 'two \u00a0\t words', true],
    ['.*', 'anything', false],
    ['(a+)+$', 'aaaa', false],
  ])('%s and %s: %s', (pattern, subject, expected) => {
    expect(matches({ subject: pattern }, { subject })).toBe(expected);
  });
});

describe('phrases in the text', () => {
  test.each<[Partial<FilterCriteria>, string, boolean]>([
    [{ bodyContains: ['a', 'b'] }, 'only b', true],
    [{ bodyContainsAll: ['a', 'b'] }, 'only b', false],
    [{ bodyContainsAll: ['a', 'b'] }, 'b and a', true],
    [{ bodyContains: ['invoice number'] }, 'your invoice\r\nnumber', true],
    [{ bodyContains: ['order*shipped'] }, 'Your ORDER 12\n\nhas been Shipped.', true],
    [{ bodyContains: ['shipped*order'] }, 'Your order has been shipped', false],
    [{ bodyContains: ['*unsubscribe*'] }, 'To unsubscribe click', true],
    [{ bodyContains: ['', '  '] }, 'anything', false],
  ])('%j in %j: %s', (asked, text, expected) => {
    expect(matches(asked, { text })).toBe(expected);
  });

  test('tags of HTML are no text', () => {
    const mail = { text: 'Hello', html: '<b style="color:red">Hello</b>' };
    expect(matches({ bodyContains: ['style'] }, mail)).toBe(false);
    expect(matches({ bodyContains: ['hello'] }, mail)).toBe(true);
  });
});

describe('the other criteria', () => {
  test('pictures inside the text are no attachments', () => {
    const inline = { attachments: [attachment({ inline: true })] };
    expect(matches({ hasAttachment: true }, inline)).toBe(false);
    expect(matches({ hasAttachment: false }, inline)).toBe(true);
    expect(matches({ hasAttachment: true }, { attachments: [attachment()] })).toBe(true);
  });

  test('one of the classifications', () => {
    expect(matches({ classifications: ['list', 'bulk'] }, {}, 'bulk')).toBe(true);
    expect(matches({ classifications: ['list', 'bulk'] }, {}, 'human')).toBe(false);
  });
});

describe('together', () => {
  test('all that is given must be met, and the answer says by what, or what was missing', () => {
    const asked: Partial<FilterCriteria> = { from: '*@acme.com', subject: '*bill*', bodyContains: ['euro'] };
    const mail = { from: address('ann@acme.com'), subject: 'Your bill', text: '12 Euro' };
    expect(answer(asked, mail)).toEqual<FilterTrial>({
      matched: true,
      by: ['from', 'subject', 'bodyContains'],
    });
    expect(answer(asked, { ...mail, text: '12 dollars' })).toEqual<FilterTrial>({
      matched: false,
      because: 'bodyContains',
    });
    expect(answer(asked, { ...mail, from: address('ann@other.example') })).toEqual<FilterTrial>({
      matched: false,
      because: 'from',
    });
  });

  test.each<Partial<FilterCriteria>>([{}, { from: '  ', subject: '' }, { bodyContains: ['', ' '] }])(
    'a filter without criteria means no mail: %j',
    (asked) => {
      expect(answer(asked, {})).toEqual({ matched: false, because: 'empty' });
    },
  );

  test('an inactive filter says so', () => {
    const inactive: Filter = filter({ active: false, criteria: criteria({ subject: '*' }) });
    expect(readyFilter(inactive).answer(mailToFilter(message({}), 'human'))).toEqual({
      matched: false,
      because: 'inactive',
    });
  });
});

describe('of the headers alone', () => {
  const headers = headersToFilter(message({ from: address('ann@acme.com'), subject: 'Bill' }));
  const ofHeaders = (asked: Partial<FilterCriteria>) =>
    readyFilter(filter({ criteria: criteria(asked) })).answer(headers);

  test('what needs the body cannot be told', () => {
    expect(ofHeaders({ subject: 'bill', bodyContains: ['euro'] })).toEqual({
      matched: null,
      because: 'bodyContains',
    });
    expect(ofHeaders({ classifications: ['human'] }).matched).toBeNull();
    expect(ofHeaders({ hasAttachment: false }).matched).toBeNull();
  });

  test('what the headers deny is denied', () => {
    expect(ofHeaders({ subject: 'order', bodyContains: ['euro'] })).toEqual({
      matched: false,
      because: 'subject',
    });
  });

  test('what needs no more is known', () => {
    expect(ofHeaders({ from: '*@acme.com' }).matched).toBe(true);
    expect(needsHeadersOnly(criteria({ from: 'a', cc: 'b' }))).toBe(true);
    expect(needsHeadersOnly(criteria({ from: 'a', hasAttachment: true }))).toBe(false);
    expect(needsText(criteria({ hasAttachment: true }))).toBe(false);
    expect(needsText(criteria({ bodyContainsAll: ['a'] }))).toBe(true);
  });
});

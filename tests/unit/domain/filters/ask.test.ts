/** Order, stop, and what may be left out before the body is known. */
import type { Filter } from '../../../../server/src/domain/filter';
import { askScope, matchesOf, skippedByHeaders } from '../../../../server/src/domain/filters/ask';
import { headersToFilter, mailToFilter, storedToFilter } from '../../../../server/src/domain/filters/mail';
import { readyFilter, type ReadyFilter } from '../../../../server/src/domain/filters/match';
import { criteria, filter } from '../../support/filters';
import { address, message } from '../../support/messages';

const mail = message({ from: address('ann@acme.com'), subject: 'Bill', text: 'Pay' });
const whole = mailToFilter(mail, 'human');
const headers = headersToFilter(mail);

const ready = (...filters: readonly Filter[]): readonly ReadyFilter[] =>
  filters.map((each) => readyFilter(each));
const meaning = (subject: string, parts: Partial<Filter> = {}): Filter =>
  filter({ criteria: criteria({ subject }), ...parts });
const skip: Pick<Filter, 'actions'> = { actions: [{ kind: 'skip' }] };
const needsBody = (phrase: string, parts: Partial<Filter> = {}): Filter =>
  filter({ criteria: criteria({ subject: 'bill', bodyContains: [phrase] }), ...parts });

describe('one scope', () => {
  const filters = [
    meaning('other'),
    meaning('bill', { stop: false }),
    meaning('bill'),
    meaning('bill'),
    meaning('bill', { active: false }),
    filter({ criteria: criteria() }),
  ];

  test('each filter says what it matched by, or why it did not', () => {
    expect(askScope(ready(...filters), whole).map(({ trial }) => trial)).toEqual([
      { matched: false, because: 'subject' },
      { matched: true, by: ['subject'] },
      { matched: true, by: ['subject'] },
      { matched: false, because: 'stopped-before' },
      { matched: false, because: 'inactive' },
      { matched: false, because: 'empty' },
    ]);
  });

  test('explaining and filing agree', () => {
    const explained = askScope(ready(...filters), whole).filter(({ trial }) => trial.matched);
    expect(matchesOf(ready(...filters), whole)).toEqual(explained.map((each) => each.filter));
  });

  test('skip stops, even where the filter does not say so', () => {
    const [skipping, later] = [meaning('bill', { ...skip, stop: false }), meaning('bill')];
    expect(matchesOf(ready(skipping, later), whole)).toEqual([skipping]);
  });

  test('nothing is asked of a mail that an earlier scope has left out', () => {
    expect(askScope(ready(meaning('bill')), whole, true)[0]?.trial).toEqual({
      matched: false,
      because: 'stopped-before',
    });
  });

  test('a text that was not read is not told, and one that is denied otherwise needs none', () => {
    const unread = storedToFilter(mail, { text: null, hasAttachment: false, classification: 'human' });
    const [ofText] = ready(needsBody('pay'));
    const [denied] = ready(needsBody('pay', { criteria: criteria({ subject: 'x', bodyContains: ['pay'] }) }));
    expect(ofText?.answer(unread)).toEqual({ matched: null, because: 'bodyContains' });
    expect(denied?.answer(unread)).toEqual({ matched: false, because: 'subject' });
  });
});

describe('by headers alone', () => {
  const skipping = meaning('bill', skip);

  test('a filter that needs no more leaves mail out', () => {
    expect(skippedByHeaders([ready(skipping)], headers)).toEqual([skipping]);
    expect(skippedByHeaders([ready(meaning('other', skip))], headers)).toBeNull();
  });

  test('one that needs the body does not', () => {
    expect(skippedByHeaders([ready(needsBody('pay', skip))], headers)).toBeNull();
  });

  test('one that may match before it, and stop, forbids it; one that goes on does not', () => {
    expect(skippedByHeaders([ready(needsBody('pay'), skipping)], headers)).toBeNull();
    expect(skippedByHeaders([ready(needsBody('pay', { stop: false }), skipping)], headers)).toEqual([
      skipping,
    ]);
    expect(skippedByHeaders([ready(meaning('bill'), skipping)], headers)).toBeNull();
  });

  test('what stops in one scope does not stop the next; matches before are counted too', () => {
    const first = meaning('bill');
    expect(skippedByHeaders([ready(first), ready(skipping)], headers)).toEqual([first, skipping]);
    expect(skippedByHeaders([ready(needsBody('pay')), ready(skipping)], headers)).toEqual([skipping]);
  });

  test('it never leaves out what filing would keep', () => {
    const scopes: readonly (readonly Filter[])[] = [
      [needsBody('pay'), skipping],
      [needsBody('other', { stop: false }), meaning('b*', skip)],
    ];
    for (const filters of scopes) {
      const left = skippedByHeaders([ready(...filters)], headers) !== null;
      const leftLater = matchesOf(ready(...filters), whole).some(({ actions }) => actions.length > 0);
      expect(leftLater || !left).toBe(true);
    }
  });
});

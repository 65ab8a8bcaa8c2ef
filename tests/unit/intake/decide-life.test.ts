/** What mail does to a case that is snoozed, closed for good or merged, and which filters its stream names. */
import type { StoredEmail } from '../../../server/src/domain/intake-plan';
import type { ParsedMessage } from '../../../server/src/domain/message';
import { snoozeRefusal } from '../../../server/src/domain/snooze';
import { USUAL_THREADING } from '../../../server/src/domain/threading-settings';
import { decide } from '../../../server/src/intake/decide';
import { as, groupAccount, item, knowing, NOW, storedCase } from '../support/intake';
import { address } from '../support/messages';

const ANN = address('ann@customer.example', 'Ann');
const OURS = '<ours@shop.example>';
const SENT: Partial<StoredEmail> = { messageId: OURS, direction: 'out', caseId: 7 };
const KNOWN = { emails: [SENT], participants: ['7:ann@customer.example'] };
const answer = (parts: Partial<ParsedMessage> = {}) =>
  item({ inReplyTo: [OURS], references: [OURS], from: ANN, ...parts });
const AUTOMATIC = { headers: { 'auto-submitted': 'auto-replied' } };

describe('a snoozed case', () => {
  const snoozed = knowing({ ...KNOWN, cases: [storedCase({ snoozed: true })] });

  test('is woken by its customer', () => {
    const { outcomes, cases } = decide([answer()], snoozed);
    expect(as('filed', outcomes[0]).woken).toBe(true);
    expect(cases).toMatchObject([{ number: 42, snoozed: false }]);
  });

  test('sleeps on over automatic mail, and is woken once', () => {
    const machine = decide([answer(AUTOMATIC)], snoozed);
    expect(as('filed', machine.outcomes[0]).woken).toBe(false);
    expect(machine.cases).toMatchObject([{ snoozed: true, emailCount: 3 }]);
    const two = decide([answer(), answer()], snoozed).outcomes.map((outcome) => as('filed', outcome).woken);
    expect(two).toEqual([true, false]);
  });
});

test('a case that stays closed is the previous one of the case that its customer opens; machines open none', () => {
  const account = groupAccount({ threading: { ...USUAL_THREADING, closedCasePolicy: 'new-case' } });
  const closed = storedCase({ status: 'closed', closedAt: NOW });
  const known = knowing({ ...KNOWN, cases: [closed] }, { account });
  const { case: opened } = as('filed', decide([answer()], known).outcomes[0]);
  expect(opened).toMatchObject({ isNew: true, previous: { id: 7, number: 42 } });
  const { outcomes, cases } = decide([answer(AUTOMATIC)], known);
  expect(as('filed', outcomes[0])).toMatchObject({
    opensCase: false,
    statusChange: null,
    case: { number: 42 },
  });
  expect(cases).toMatchObject([{ number: 42, status: 'closed' }]);
});

test('mail for a merged case joins the one that goes on', () => {
  const goesOn = storedCase({ id: 9, number: 50 });
  const known = knowing({ ...KNOWN, cases: [goesOn], participants: ['9:ann@customer.example'] });
  // As the context reads it: the merged case leads to the other one.
  const cases = new Map([...known.cases, [7, goesOn] as const]);
  const plan = decide([answer(), answer()], { ...known, cases });
  expect(plan.cases).toMatchObject([{ id: 9, number: 50, emailCount: 4 }]);
});

describe('snoozing by hand', () => {
  const DAY = 24 * 60 * 60 * 1000;
  test.each([
    ['assigned', null, null],
    ['pending', new Date(NOW.getTime() + 1), null],
    ['new', NOW, 'past'],
    ['new', new Date(NOW.getTime() + 800 * DAY), 'too-far'],
    ['closed', null, 'not-open'],
    ['duplicate', new Date(NOW.getTime() + DAY), 'not-open'],
  ] as const)('of a case that is %s until %p: %p', (status, until, refusal) => {
    expect(snoozeRefusal(status, until, NOW)).toBe(refusal);
  });
});

/** Which entries of a case's stream apps are told of. */
import { notesOfEntries } from '../../../server/src/data/domain-events';

const entry = (kind: string, details?: Readonly<Record<string, unknown>>) => ({ caseId: 5, kind, details });
const namesOf = (kind: string, details?: Readonly<Record<string, unknown>>) =>
  notesOfEntries([entry(kind, details)]).map(({ name }) => name);

test.each([
  ['assigned', 'closed', true],
  ['new', 'rejected', true],
  ['pending', 'duplicate', true],
  ['closed', 'duplicate', false],
  ['closed', 'assigned', false],
  ['new', 'pending', false],
])('from %s to %s: closed %s', (from, to, closed) => {
  expect(namesOf('status-changed', { from, to })).toEqual(closed ? ['mailroom.case.closed'] : []);
});

test('who had a case and who has it is told, and nothing where that stays', () => {
  expect(notesOfEntries([entry('assigned', { from: 3, to: null })])).toEqual([
    { name: 'mailroom.case.assigned', caseId: 5, from: 3, to: null },
  ]);
  expect(namesOf('assigned', { from: null, to: null })).toEqual([]);
  expect(namesOf('assigned', { from: 3, to: 3 })).toEqual([]);
});

test('an opened case is told, in the order of its entries; notes, tags and mail are not', () => {
  const entries = [entry('case-opened'), entry('assigned', { from: null, to: 3 }), entry('note')];
  expect(notesOfEntries(entries).map(({ name }) => name)).toEqual([
    'mailroom.case.created',
    'mailroom.case.assigned',
  ]);
  for (const kind of ['note', 'post', 'tagged', 'email-sent', 'email-received', 'woken'])
    expect(namesOf(kind)).toEqual([]);
});

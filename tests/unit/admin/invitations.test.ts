import {
  eventSpan,
  invitationKind,
  invitationMark,
  isKnownZone,
  knownAnswer,
} from '../../../admin/src/utils/invitations';

const times = { start: '2026-07-01T08:00:00.000Z', end: null, allDay: false, timeZone: 'Europe/Berlin' };
const days = { start: '2026-07-01T00:00:00.000Z', end: null, allDay: true, timeZone: null };

test('an event has a start and an end', () => {
  const end = '2026-07-01T09:30:00.000Z';
  expect(eventSpan({ ...times, end })).toEqual({ kind: 'times', start: times.start, end, floating: false });
});

test('an end that is not after the start is none', () => {
  for (const end of [times.start, '2026-06-30T08:00:00.000Z', 'nonsense'])
    expect(eventSpan({ ...times, end })).toMatchObject({ end: null });
});

test('without a zone it is the time on the clock of whoever reads it', () => {
  expect(eventSpan({ ...times, timeZone: null })).toMatchObject({ floating: true });
});

test('whole days end before the day that is written as their end', () => {
  const lastOf = (end: string | null) => eventSpan({ ...days, end });
  const first = days.start;
  expect(lastOf(null)).toEqual({ kind: 'days', first, last: first });
  expect(lastOf(first)).toEqual({ kind: 'days', first, last: first });
  expect(lastOf('2026-07-02T00:00:00.000Z')).toEqual({ kind: 'days', first, last: first });
  expect(lastOf('2026-07-04T00:00:00.000Z')).toEqual({
    kind: 'days',
    first,
    last: '2026-07-03T00:00:00.000Z',
  });
});

test('a time that cannot be read is told as such', () => {
  for (const start of [null, 'soon']) expect(eventSpan({ ...times, start })).toEqual({ kind: 'unknown' });
});

test('zones of the time zone database are known, those of calendars alone are not', () => {
  expect(['America/New_York', 'UTC'].map(isKnownZone)).toEqual([true, true]);
  expect(['W. Europe Standard Time', '', '(UTC+01:00) Berlin'].map(isKnownZone)).toEqual([
    false,
    false,
    false,
  ]);
});

test('what the object is for', () => {
  const kinds = (['request', 'reply', 'cancel', 'publish', 'other'] as const).map((method) =>
    invitationKind({ method }),
  );
  expect(kinds).toEqual(['invitation', 'answer', 'event', 'event', 'event']);
});

test('a cancelled event, and a newer version of an invitation, are marked', () => {
  expect(invitationMark({ method: 'cancel', sequence: 0 })).toBe('cancelled');
  expect(invitationMark({ method: 'request', sequence: 1 })).toBe('updated');
  expect(invitationMark({ method: 'request', sequence: 0 })).toBeNull();
  expect(invitationMark({ method: 'reply', sequence: 3 })).toBeNull();
});

test('answers of the standard are translated, others are shown as written', () => {
  expect(knownAnswer('tentative')).toBe('tentative');
  expect(knownAnswer('x-maybe')).toBeNull();
  expect(knownAnswer('')).toBeNull();
});

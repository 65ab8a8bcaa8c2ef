import { readInvitation } from '../../../server/src/intake/invitation';
import { multipart, parsedLines } from '../support/parsed';
import { processorTime } from '../../support/processor-time';

const calendar = (...lines: readonly string[]): Buffer =>
  Buffer.from(['BEGIN:VCALENDAR', 'METHOD:REQUEST', ...lines, 'END:VCALENDAR', ''].join('\r\n'));
const event = (...lines: readonly string[]): readonly string[] => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

/** A time zone as Outlook writes one, under a name that only Windows knows. */
const windowsZone = (...rules: readonly string[]): readonly string[] => [
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  rules[0] ?? 'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

test('an invitation says who, what, when and where', () => {
  const written = calendar(
    ...event(
      'UID:1@x.example',
      'SEQUENCE:2',
      'SUMMARY:Kick-off\\, Q1',
      'LOCATION:Room 7',
      'DESCRIPTION:Bring\\ncoffee',
      'DTSTART;TZID=Europe/Berlin:20260701T100000',
      'DTEND;TZID=Europe/Berlin:20260701T113000',
      'ORGANIZER;CN="Ann, Sales":MAILTO:ann@x.example',
      'ATTENDEE;CN=Ben;PARTSTAT=ACCEPTED:mailto:ben@x.example',
      'ATTENDEE:mailto:cem@x.example',
      'RRULE:FREQ=WEEKLY;COUNT=3',
    ),
  );
  expect(readInvitation(written)).toEqual({
    method: 'request',
    uid: '1@x.example',
    sequence: 2,
    summary: 'Kick-off, Q1',
    location: 'Room 7',
    description: 'Bring\ncoffee',
    start: '2026-07-01T08:00:00.000Z',
    end: '2026-07-01T09:30:00.000Z',
    allDay: false,
    timeZone: 'Europe/Berlin',
    organizer: { name: 'Ann, Sales', address: 'ann@x.example' },
    attendees: [
      { name: 'Ben', address: 'ben@x.example', answer: 'accepted' },
      { name: '', address: 'cem@x.example', answer: '' },
    ],
    recurrence: 'FREQ=WEEKLY;COUNT=3',
  });
});

test.each([
  ['UTC', [], 'DTSTART:20260701T100000Z', '2026-07-01T10:00:00.000Z', false],
  ['without zone', [], 'DTSTART:20260701T100000', '2026-07-01T10:00:00.000Z', false],
  ['all day', [], 'DTSTART;VALUE=DATE:20260701', '2026-07-01T00:00:00.000Z', true],
  [
    'a zone of Windows, in summer',
    windowsZone(),
    'DTSTART;TZID=W. Europe Standard Time:20260701T100000',
    '2026-07-01T08:00:00.000Z',
    false,
  ],
  [
    'a zone of Windows, in winter',
    windowsZone(),
    'DTSTART;TZID=W. Europe Standard Time:20261201T100000',
    '2026-12-01T09:00:00.000Z',
    false,
  ],
  [
    'a zone that nothing explains',
    [],
    'DTSTART;TZID=Nowhere:20260701T100000',
    '2026-07-01T10:00:00.000Z',
    false,
  ],
])('times: %s', (_, zone, start, expected, allDay) => {
  expect(readInvitation(calendar(...zone, ...event(start)))).toMatchObject({ start: expected, allDay });
});

test.each([
  ['DTSTART:20260701T100000Z', 'UTC'],
  ['DTSTART:20260701T100000', null],
  ['DTSTART;VALUE=DATE:20260701', null],
])('the zone of %s is %s', (start, timeZone) => {
  expect(readInvitation(calendar(...event(start)))).toMatchObject({ timeZone });
});

test('a duration instead of an end, and no start at all', () => {
  const lasting = readInvitation(calendar(...event('DTSTART:20260701T100000Z', 'DURATION:PT90M')));
  expect(lasting?.end).toBe('2026-07-01T11:30:00.000Z');
  expect(readInvitation(calendar(...event('SUMMARY:x')))).toMatchObject({ start: null, end: null });
});

test('the event itself, rather than one changed occurrence', () => {
  const changed = event('RECURRENCE-ID:20260708T100000Z', 'SUMMARY:changed');
  expect(readInvitation(calendar(...changed, ...event('SUMMARY:itself')))?.summary).toBe('itself');
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['no calendar', Buffer.from('hello')],
  ['no event', calendar()],
  ['an unclosed one', Buffer.from('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'.repeat(10_000))],
  ['nonsense', calendar(';;;=:', '\0\0')],
  ['more than is read', calendar(...event(`X-LONG:${'x'.repeat(600_000)}`))],
])('%s is no invitation', (_, bytes) => {
  expect(readInvitation(bytes)).toBeNull();
});

test('a time zone whose rule has no end takes no time', () => {
  const started = processorTime();
  const zone = windowsZone('RRULE:FREQ=SECONDLY');
  const found = readInvitation(
    calendar(...zone, ...event('DTSTART;TZID=W. Europe Standard Time:20260701T100000')),
  );
  expect(found?.start).toBe('2026-07-01T10:00:00.000Z');
  expect(processorTime() - started).toBeLessThan(1000);
});

test.each([
  'Content-Type: text/calendar; method=REQUEST',
  'Content-Type: application/octet-stream; name="a.ics"',
])('a mail that brings one has it, and the file (%s)', async (type) => {
  const part = [
    type,
    '',
    ...calendar(...event('SUMMARY:Meet'))
      .toString()
      .trim()
      .split('\r\n'),
  ];
  const mail = await parsedLines(...multipart('mixed', ['Content-Type: text/plain', '', 'hi'], part));
  expect(mail.invitation).toMatchObject({ method: 'request', summary: 'Meet' });
  expect(mail.attachments).toHaveLength(1);
});

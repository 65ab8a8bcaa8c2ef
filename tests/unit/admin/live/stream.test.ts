import { reconnectDelay } from '../../../../admin/src/live/back-off';
import { createEventReader } from '../../../../admin/src/live/event-reader';
import { liveState, forgetLiveState, setPresence, takeEvent } from '../../../../admin/src/live/live-store';
import { idsOf, saidSince } from '../../../../admin/src/utils/meanwhile';
import type { TimelineEntry } from '../../../../server/src/api/contracts';

describe('events', () => {
  test('arrive whole, however the bytes are cut', () => {
    const reader = createEventReader();
    const text = 'data: {"kind":"hello"}\n\n:\n\ndata: {"kind":"lists"}\n\n';
    const found = [...text].flatMap((character) => reader.push(character));
    expect(found).toEqual(['{"kind":"hello"}', '{"kind":"lists"}']);
  });

  test('may stand together, and the rest waits', () => {
    const reader = createEventReader();
    expect(reader.push('data: 1\n\ndata: 2\n\ndata:')).toEqual(['1', '2']);
    expect(reader.push(' 3\n\n')).toEqual(['3']);
  });
});

describe('the pause before the stream is asked for again', () => {
  test('grows with failures, up to ten seconds', () => {
    const longest = [0, 1, 2, 3, 20].map((failures) => reconnectDelay(failures, 1));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 10_000]);
  });

  test('differs between browsers', () => {
    expect(reconnectDelay(3, 0)).toBe(2_000);
    expect(reconnectDelay(3, 0.5)).toBe(3_000);
  });
});

describe('who is at a case', () => {
  const agent = { id: 7, name: 'Ana', email: 'ana@shop.example', active: true };
  const present = [{ agent, doing: 'looking' }] as const;

  beforeEach(forgetLiveState);

  test('is known from the stream, and unknown again when it begins anew', () => {
    takeEvent({ kind: 'hello' });
    takeEvent({ kind: 'presence', caseId: 'a', present });
    expect(liveState()).toEqual({ told: true, server: 'ok', presence: { a: present } });
    takeEvent({ kind: 'hello' });
    expect(liveState().presence).toEqual({});
  });

  test('is forgotten when nobody is left', () => {
    setPresence('a', present);
    setPresence('b', present);
    setPresence('a', []);
    expect(liveState().presence).toEqual({ b: present });
  });
});

describe('what was said meanwhile', () => {
  const entry = (id: string, kind: string, actor: number | null) =>
    ({ id, kind, actor: actor === null ? null : { id: actor } }) as unknown as TimelineEntry;
  const before = [entry('1', 'email-received', null)];

  test('is mail, answers and notes of others since then', () => {
    const after = [
      ...before,
      entry('2', 'note', 8),
      entry('3', 'assigned', 8),
      entry('4', 'email-sent', 7),
      entry('5', 'email-received', null),
    ];
    expect(saidSince(after, idsOf(before), 7).map(({ id }) => id)).toEqual(['2', '5']);
  });
});

import { isSentLater, newsThatHolds, type StreamNews } from '../../../server/src/domain/draft';

const NOW = new Date('2026-03-05T09:00:00Z');
const AUTHOR = 1;
const COLLEAGUE = 2;

describe('sent later', () => {
  test.each([
    ['in a minute', 60_000, false],
    ['in a moment more than that', 60_001, true],
    ['tomorrow', 86_400_000, true],
    ['now', 0, false],
    ['overdue since the server was off', -3_600_000, false],
  ])('%s', (_when, ahead, later) => {
    expect(isSentLater(new Date(NOW.getTime() + ahead), NOW)).toBe(later);
  });
});

describe('news that holds a draft', () => {
  const entry = (kind: string, more: Partial<StreamNews> = {}): StreamNews => ({
    id: 1,
    kind,
    actorId: COLLEAGUE,
    sender: '',
    automatic: false,
    ...more,
  });
  const holds = (news: StreamNews, later: boolean) => newsThatHolds([news], AUTHOR, later).length === 1;

  test.each(['email-sent', 'post', 'note'])('%s of a colleague, whenever it is sent', (kind) => {
    expect([holds(entry(kind), false), holds(entry(kind), true)]).toEqual([true, true]);
  });

  test.each(['email-sent', 'post', 'note'])('not the own %s', (kind) => {
    expect(holds(entry(kind, { actorId: AUTHOR }), true)).toBe(false);
  });

  test('an answer that was written in another program is by somebody else', () => {
    expect(holds(entry('email-sent', { actorId: null, sender: 'support@shop.example' }), false)).toBe(true);
  });

  test('mail of the customer only where sending was put off', () => {
    const mail = entry('email-received', { actorId: null, sender: 'jonas@feld.example' });
    expect([holds(mail, false), holds(mail, true)]).toEqual([false, true]);
  });

  test.each(['email-sent', 'email-received'])('nothing that a machine wrote: %s', (kind) => {
    expect(holds(entry(kind, { actorId: null, automatic: true }), true)).toBe(false);
  });

  test.each(['assigned', 'status-changed', 'tagged', 'snoozed', 'merged'])(
    'not %s: no word was said',
    (kind) => {
      expect(holds(entry(kind), true)).toBe(false);
    },
  );

  test('all that hold it are named, in their order', () => {
    const news = [
      entry('email-received', { id: 3, actorId: null }),
      entry('assigned', { id: 4 }),
      entry('note', { id: 5 }),
      entry('post', { id: 6, actorId: AUTHOR }),
      entry('email-sent', { id: 7 }),
    ];
    expect(newsThatHolds(news, AUTHOR, true).map(({ id }) => id)).toEqual([3, 5, 7]);
    expect(newsThatHolds(news, AUTHOR, false).map(({ id }) => id)).toEqual([5, 7]);
  });

  test('no news holds nothing', () => {
    expect(newsThatHolds([], AUTHOR, true)).toEqual([]);
  });
});

/** What a conversation says of a sender and of a case, and what it prints; without a browser. */
import { printDocument } from '../../../admin/src/utils/printDocument';
import { senderProof } from '../../../admin/src/utils/senderProof';
import { reasonsOf } from '../../../admin/src/utils/whyHere';
import type { EmailView, TimelineEntry } from '../../../server/src/api/contracts';

test.each([
  ['in', 'pass', true, 'verified'],
  ['in', 'fail', true, 'refuted'],
  ['in', 'none', true, 'unknown'],
  ['in', 'pass', false, 'unknown'],
  ['out', 'pass', true, 'unknown'],
] as const)('mail %s with DMARC %s, said by our server: %p', (direction, dmarc, trusted, expected) => {
  const authentication = { spf: 'pass', dkim: 'pass', dmarc, by: 'mx', trusted };
  expect(senderProof({ direction, authentication })).toBe(expected);
});

const because = (code: string) => ({ code, params: {} });
const entry = (kind: string, more: object): TimelineEntry =>
  ({
    id: kind,
    at: '2026-11-02T10:00:00Z',
    actor: null,
    reason: null,
    kind,
    ...more,
  }) as unknown as TimelineEntry;
const mail = (code: string, autoReply: string | null = null): TimelineEntry =>
  entry('email-received', {
    reason: because(code),
    email: { autoReply: autoReply === null ? null : because(autoReply) } as unknown as EmailView,
  });

test('why a case is here: opened, its newest mail, filters, assignment, answer', () => {
  const entries = [
    entry('case-opened', { reason: because('case.first-of-thread') }),
    mail('case.first-of-thread', 'auto-reply.sent'),
    entry('filtered', { names: ['Invoices', 'Urgent'] }),
    mail('case.token'),
    entry('filtered', { names: ['Invoices'] }),
  ];
  expect(reasonsOf(entries, because('assign.round-robin') as never)).toEqual([
    { kind: 'opened', why: { kind: 'reason', reason: because('case.first-of-thread') } },
    { kind: 'newest', why: { kind: 'reason', reason: because('case.token') } },
    { kind: 'filters', why: { kind: 'names', names: ['Invoices', 'Urgent'] } },
    { kind: 'assigned', why: { kind: 'reason', reason: because('assign.round-robin') } },
    { kind: 'answer', why: { kind: 'reason', reason: because('auto-reply.sent') } },
  ]);
  expect(reasonsOf([], null)).toEqual([]);
});

test('a printed page escapes what it did not get as HTML, and folds as it is told', () => {
  const page = {
    title: '<Case>',
    facts: [
      ['Status', 'new & old'],
      ['Empty', ''],
    ],
    parts: [
      { heading: 'Jonas <jonas@feld.example>', facts: [], body: { kind: 'text', text: '1 < 2' } },
      {
        heading: 'Lena',
        facts: [],
        body: { kind: 'html', html: '<details data-fold="0"><p>Old</p></details>' },
      },
    ],
  } as const;
  const html = printDocument({ ...page, folds: true });
  expect(html).toContain('<h1 dir="auto">&lt;Case&gt;</h1>');
  expect(html).toContain('<dd dir="auto">new &amp; old</dd>');
  expect(html).not.toContain('Empty');
  expect(html).toContain('Jonas &lt;jonas@feld.example&gt;');
  expect(html).toContain('1 &lt; 2');
  expect(html).toContain('<details open data-fold="0">');
  expect(html).not.toContain('details, [data-fold-part] { display: none; }');
  expect(printDocument({ ...page, folds: false })).toContain('details, [data-fold-part] { display: none; }');
});

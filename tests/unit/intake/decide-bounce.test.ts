/** What a report does: it joins the case of the mail that it is about, and changes nothing else there. */
import { decide } from '../../../server/src/intake/decide';
import type { Report } from '../../../server/src/domain/report';
import { address } from '../support/messages';
import { as, context, item, knowing, storedCase } from '../support/intake';

const OURS = '<ours@shop.example>';

const report = (parts: Partial<Report['recipients'][number]> = {}, id: string | null = OURS): Report => ({
  kind: 'delivery',
  originalMessageId: id,
  recipients: [
    {
      address: 'bob@y.example',
      originalAddress: 'Bob@X.example',
      action: 'failed',
      status: '5.1.1',
      diagnostic: '550 no such user',
      hard: true,
      ...parts,
    },
  ],
});

const bounce = (of: Report) =>
  item({
    from: address('MAILER-DAEMON@mx.example'),
    headers: { 'content-type': 'multipart/report; report-type=delivery-status' },
    report: of,
  });

const known = (status: 'closed' | 'pending' = 'closed') =>
  knowing({
    emails: [{ direction: 'out', messageId: OURS, caseId: 7 }],
    cases: [storedCase({ status, assigneeId: 3, closedAt: new Date('2024-03-04T12:00:00Z') })],
  });

test('a failure joins the case, names whom it did not reach, and leaves state and assignee alone', () => {
  const { outcomes, cases } = decide([bounce(report())], known());
  const filed = as('filed', outcomes[0]);
  expect(filed.email).toMatchObject({
    classification: 'bounce',
    reason: { code: 'thread.reported-message', params: { messageId: OURS } },
  });
  expect(filed).toMatchObject({ opensCase: false, statusChange: null });
  expect(filed.delivery).toEqual({
    emailId: 1,
    caseId: 7,
    failed: [
      {
        addressKeys: ['bob@x.example', 'bob@y.example'],
        address: 'bob@y.example',
        words: '5.1.1 550 no such user',
        hard: true,
      },
    ],
    delayed: [],
  });
  expect(cases).toMatchObject([{ id: 7, status: 'closed', assigneeId: 3, snippet: 'Before' }]);
});

test('a delay joins the case and is no failure', () => {
  const filed = as('filed', decide([bounce(report({ action: 'delayed', hard: null }))], known()).outcomes[0]);
  expect(filed.email.classification).toBe('delivery-notice');
  expect(filed.case?.id).toBe(7);
  expect(filed.delivery).toMatchObject({ failed: [], delayed: [{ address: 'bob@y.example', hard: null }] });
});

test('a report that all went well says nothing of a failure', () => {
  const relayed = bounce(report({ action: 'relayed', hard: null }));
  expect(as('filed', decide([relayed], known()).outcomes[0]).delivery).toBeNull();
});

test('a report about mail that is not ours is filed without a case', () => {
  const unknown = as('filed', decide([bounce(report({}, '<else@x.example>'))], context()).outcomes[0]);
  expect(unknown).toMatchObject({
    case: null,
    delivery: null,
    email: { reason: { code: 'mail.automatic' } },
  });
  const nameless = as('filed', decide([bounce(report({}, null))], context()).outcomes[0]);
  expect(nameless).toMatchObject({ case: null, delivery: null });
});

test('a report about mail that came in is none about ours', () => {
  const received = knowing({
    emails: [{ direction: 'in', messageId: OURS, caseId: 7 }],
    cases: [storedCase()],
  });
  const filed = as('filed', decide([bounce(report())], received).outcomes[0]);
  expect(filed).toMatchObject({ case: null, delivery: null });
});

test('what only looks like a report does not get into a case by naming our mail', () => {
  const person = item({ from: address('eve@evil.example'), report: null, text: `Message-ID: ${OURS}` });
  expect(as('filed', decide([person], known('pending')).outcomes[0]).case?.id).not.toBe(7);
});

test('who forges a colleague is marked, with what our server found', () => {
  const forged = item({
    from: address('support@shop.example'),
    authenticationResults: ['mx.shop.example; spf=fail smtp.mailfrom=evil.example; dmarc=fail'],
  });
  const server = { receivingServer: { authservIds: ['mx.shop.example'] } };
  expect(as('filed', decide([forged], context(server)).outcomes[0]).email).toMatchObject({
    authentication: { spf: 'fail', dmarc: 'fail', by: 'mx.shop.example', trusted: true },
    warnings: ['forged-colleague'],
  });
});

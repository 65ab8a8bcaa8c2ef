/** Which mails are filed, which are copies, and which are not ours. */
import { identityHash } from '../../../server/src/domain/identity';
import type { IntakeItem, Outcome } from '../../../server/src/domain/intake-plan';
import { decide } from '../../../server/src/intake/decide';
import { as, context, fingerprintOfItem, item, knowing, NOW, RECEIVED, storedCase } from '../support/intake';
import { address } from '../support/messages';

const PERSONAL = { kind: 'personal', id: 1, ownerId: 5, folderId: null } as const;
const FORM = { messageId: null, subject: 'Callback', bodyHash: 'form' } as const;
const kinds = (outcomes: readonly Outcome[]): readonly string[] => outcomes.map(({ kind }) => kind);

describe('the same mail twice', () => {
  test('in one batch is filed once, and the copy points at it', () => {
    const mail = { messageId: '<1@x>', bodyHash: 'b' };
    const { outcomes, cases } = decide([item(mail), item(mail)], context());
    const filed = as('filed', outcomes[0]);
    const copy = as('duplicate', outcomes[1]);
    expect(copy.of).toEqual({ draft: filed.email });
    expect(copy.reason.code).toBe('duplicate.identity');
    expect(cases).toHaveLength(1);
    expect(cases[0]?.emailCount).toBe(1);
  });

  test('stored before, as from another mailbox, is not filed again', () => {
    const mail = item({ messageId: '<1@x>' });
    const stored = { id: 5, identityHash: fingerprintOfItem(mail), messageId: '<1@x>', caseId: 7 };
    const known = knowing({ emails: [stored] });
    const { outcomes, cases } = decide([mail], known);
    expect(as('duplicate', outcomes[0]).of).toEqual({ stored: 5 });
    expect(cases).toEqual([]);
  });

  test('an id that is used again for another mail does not hide it', () => {
    const { outcomes } = decide(
      [item({ messageId: '<1@x>', bodyHash: 'one' }), item({ messageId: '<1@x>', bodyHash: 'two' })],
      context(),
    );
    expect(kinds(outcomes)).toEqual(['filed', 'filed']);
  });
});

describe('mail without a Message-ID', () => {
  const identities = (outcomes: readonly Outcome[]) =>
    outcomes.map((outcome) => as('filed', outcome).email.identityHash);

  test('that is equal in one folder is two mails: a form was sent twice', () => {
    const { outcomes, cases } = decide([item(FORM), item(FORM)], context());
    expect(kinds(outcomes)).toEqual(['filed', 'filed']);
    expect(new Set(identities(outcomes)).size).toBe(2);
    expect(cases).toHaveLength(2);
  });

  test('goes on counting where the folder stands', () => {
    const mail = item(FORM);
    const print = fingerprintOfItem(mail);
    const known = knowing({ emails: [{ identityHash: print }] }, { copiesInFolder: new Map([[print, 1]]) });
    expect(identities(decide([mail], known).outcomes)).toEqual([identityHash(print, 1)]);
  });

  test('in another folder are the same mails, as far as they are equal in number', () => {
    const mails: readonly IntakeItem[] = [item(FORM), item(FORM), item(FORM)];
    const print = fingerprintOfItem(mails[0] as IntakeItem);
    const known = knowing({ emails: [{ identityHash: print }, { identityHash: identityHash(print, 1) }] });
    expect(kinds(decide(mails, known).outcomes)).toEqual(['duplicate', 'duplicate', 'filed']);
  });

  test('never joins other mail without one', () => {
    const { cases } = decide([item({ messageId: null }), item({ messageId: null })], context());
    expect(cases).toHaveLength(2);
  });
});

describe('our own mail', () => {
  const SENT = { id: 5, direction: 'out', messageId: '<ours@shop.example>', caseId: 7 } as const;
  const copy = {
    messageId: '<ours@shop.example>',
    from: address('Support@Shop.example'),
    bodyHash: 'changed on the way',
  };

  test('is known by our id when a mailbox holds a copy, whatever a server changed', () => {
    const { outcomes, cases } = decide([item(copy)], knowing({ emails: [SENT] }));
    expect(as('duplicate', outcomes[0])).toMatchObject({
      of: { stored: 5 },
      reason: { code: 'mail.own-copy' },
    });
    expect(cases).toEqual([]);
  });

  test.each([
    ['somebody else has our id in a header', { ...copy, from: address('evil@x.example') }, SENT],
    ['the id came in with a mail', copy, { ...SENT, direction: 'in' as const }],
    ['the id is not ours', { ...copy, messageId: '<other@shop.example>' }, SENT],
  ])('is no copy when %s', (_, mail, known) => {
    expect(kinds(decide([item(mail)], knowing({ emails: [known] })).outcomes)).toEqual(['filed']);
  });
});

describe('history', () => {
  const from = (opensCases: boolean) => ({ handling: { kind: 'history', opensCases } as const });

  test('opens no case, takes no number and no turn, and is news to nobody', () => {
    const plan = decide([item({})], context({ ...from(false), account: PERSONAL }));
    expect(as('filed', plan.outcomes[0])).toMatchObject({
      case: null,

      email: { reason: { code: 'mail.history' } },
    });
    expect(plan).toMatchObject({ lastCaseNumber: 100, pointer: null, cases: [] });
  });

  test('opens cases where that was asked for', () => {
    const { outcomes, cases } = decide([item({})], context(from(true)));
    expect(as('filed', outcomes[0])).toMatchObject({ opensCase: true });
    expect(cases).toHaveLength(1);
  });

  test.each([
    ['who wrote it takes part', ['7:jonas@feld.example'], 7],
    ['a stranger wrote it', [], null],
  ])('joins the case of the stored mail that answers it: %s', (_, participants, caseId) => {
    const answer = { direction: 'out', caseId: 7, threadHash: null, internal: false } as const;
    const question = item({ messageId: '<q@feld>', from: { name: '', address: 'jonas@feld.example' } });
    const closed = storedCase({ status: 'closed', lastActivityAt: new Date(RECEIVED.getTime() + 1000) });
    const plan = decide(
      [question],
      knowing(
        { cases: [closed], participants },
        { ...from(false), emailsAnswering: new Map([['<q@feld>', [answer]]]) },
      ),
    );
    const { case: joined, statusChange } = as('filed', plan.outcomes[0]);
    expect({ id: joined?.id ?? null, statusChange }).toEqual({ id: caseId, statusChange: null });
    // What the case says of its present is not changed by its past.
    if (joined !== null) expect(joined).toMatchObject({ status: 'closed', snippet: 'Before' });
  });
});

describe('mail from the Sent folder', () => {
  const ours = { messageId: '<phone@shop>', from: { name: '', address: 'support@shop.example' } };

  test('is sent mail of the case that it answers, opens none and moves none', () => {
    const known = {
      emails: [{ messageId: '<q@feld>', caseId: 7 }],
      cases: [storedCase({ status: 'closed' })],
    };
    const [joins, alone] = decide(
      [item({ ...ours, inReplyTo: ['<q@feld>'] }), item({ ...ours, messageId: '<new@shop>' })],
      knowing(known, { sent: true }),
    ).outcomes.map((outcome) => as('filed', outcome));
    expect(joins).toMatchObject({
      direction: 'out',
      case: { id: 7, status: 'closed' },
      statusChange: null,
      inboxes: [],
      email: { classification: 'own' },
    });
    expect(alone).toMatchObject({
      direction: 'out',
      case: null,
      email: { reason: { code: 'mail.sent-elsewhere' } },
    });
  });

  test('is recognised when we sent it ourselves, also under another address of ours', () => {
    const mine = { messageId: '<ours@shop>', direction: 'out', caseId: 7 } as const;
    const copy = item({ messageId: '<ours@shop>', from: { name: '', address: 'alias@elsewhere.example' } });
    const [outcome] = decide([copy], knowing({ emails: [mine] }, { sent: true })).outcomes;
    expect(as('duplicate', outcome)).toMatchObject({ of: { stored: 1 }, reason: { code: 'mail.own-copy' } });
  });
});

test('in a mailbox of one user, mail that was read elsewhere is not unread', () => {
  const { outcomes } = decide(
    [item({}, { flags: ['\\Seen'] }), item({ messageId: '<2@feld>', subject: 'Other' })],
    context({ account: PERSONAL }),
  );
  expect(outcomes.map((outcome) => as('filed', outcome).inboxes[0]?.unread)).toEqual([false, true]);
});

test('a mail that cannot be read is quarantined, and the next one is filed', () => {
  const unparsable = {
    kind: 'unparsable',
    reason: 'malformed',
    detail: 'x',
    subject: 'y',
    sender: 'z',
  } as const;
  const { outcomes } = decide([item(unparsable), item({})], context());
  expect(outcomes[0]).toMatchObject({ kind: 'quarantined', why: unparsable });
  expect(kinds(outcomes)).toEqual(['quarantined', 'filed']);
});

describe('when a mail was sent', () => {
  test.each([
    ['as it says', new Date('2024-03-05T08:00:00Z'), new Date('2024-03-05T08:00:00Z')],
    ['when it came, without a date', null, RECEIVED],
    ['when it came, if it says tomorrow', new Date('2024-03-06T09:00:00Z'), RECEIVED],
    ['when it came, if it says a million years', new Date(8.64e15), RECEIVED],
    ['when it came, if its clock was never set', new Date(0), RECEIVED],
    ['when it came, if it says 1601', new Date('1601-01-01T00:00:00Z'), RECEIVED],
  ])('%s', (_, date, expected) => {
    const { outcomes } = decide([item({ date })], context({ now: NOW }));
    expect(as('filed', outcomes[0]).email.sentAt).toEqual(expected);
  });
});

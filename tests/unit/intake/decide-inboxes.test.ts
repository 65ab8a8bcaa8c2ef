/** Into whose inboxes a mail goes and who is told: EspoCRM I1, I2, I22, N6; peers R10, R14. */
import { decideInboxes, type Arrival } from '../../../server/src/intake/decide-inboxes';
import { decide } from '../../../server/src/intake/decide';
import type { CaseDraft, IntakeContext, KnownPeople } from '../../../server/src/domain/intake-plan';
import type { ParsedMessage } from '../../../server/src/domain/message';
import type { RowScope } from '../../../server/src/domain/row-scope';
import { as, context, groupAccount, item, knowing, NOW, storedCase } from '../support/intake';

const LENA = 3;
const OMAR = 4;
const IDA = 5;
const ALL: RowScope = { kind: 'all' };
const NONE: RowScope = { kind: 'none' };
const PERSONAL = { kind: 'personal', id: 2, ownerId: LENA, folderId: null } as const;
const CONTACT = { contentType: 'api::contact.contact', documentId: 'anna' };
const LINK = { ...CONTACT, label: 'Anna', rule: 'sender', matched: 'anna@feld.example' } as const;

const people = (parts: Partial<KnownPeople> = {}): KnownPeople => ({
  byAddress: new Map([
    ['lena@shop.example', [LENA]],
    ['omar@shop.example', [OMAR]],
  ]),
  reach: new Map(),
  teamsOfCases: new Map(),
  ...parts,
});

const followed = (key: string, userId: number, reach: { cases: RowScope; mail: RowScope }) => ({
  records: { ...context().records, followers: new Map([[key, [userId]]]) },
  people: people({ reach: new Map([[userId, reach]]) }),
});

function place(
  mail: Partial<ParsedMessage>,
  parts: Partial<IntakeContext> = {},
  arrival: Partial<Omit<Arrival, 'message'>> = {},
) {
  const came = arrival.item ?? item(mail);
  if (came.parsed.kind !== 'parsed') throw new Error('unparsable');
  return decideInboxes(
    { item: came, classification: 'human', case: null, links: [], ...arrival, message: came.parsed.message },
    context({ people: people(), ...parts }),
  );
}

const names = (placements: ReturnType<typeof place>) =>
  placements.map(({ userId, because }) => [userId, because]);
const draft = (parts: Partial<CaseDraft> = {}): CaseDraft => ({
  id: 7,
  isNew: false,
  number: 42,
  subject: '',
  requester: null,
  teamIds: [],
  priority: 'normal',
  assignment: { userId: null, reason: { code: 'assign.none', params: {} } },
  assigneeId: null,
  status: 'new',
  emailCount: 1,
  hasAttachments: false,
  snippet: '',
  lastActivityAt: NOW,
  lastCustomerMessageAt: null,
  closedAt: null,
  snoozed: false,
  previous: null,
  ...parts,
});

const to = (...addresses: readonly string[]) => addresses.map((address) => ({ name: '', address }));

test('whoever is named in To, Cc or Reply-To, or was delivered to, has the mail, once', () => {
  const lena = [[LENA, 'addressed']];
  expect(names(place({ to: to('Lena@Shop.example', 'support@shop.example') }))).toEqual(lena);
  expect(names(place({ cc: to('lena@shop.example') }))).toEqual(lena);
  expect(names(place({ replyTo: to('lena@shop.example') }))).toEqual(lena);
  expect(names(place({ deliveredTo: ['lena@shop.example'] }))).toEqual(lena);
  expect(names(place({ to: to('lena@shop.example'), cc: to('LENA@shop.example') }))).toEqual(lena);
  expect(names(place({ to: to('lena@shop.example', 'omar@shop.example') }))).toEqual([
    ...lena,
    [OMAR, 'addressed'],
  ]);
});

test('mail to a team alone is in nobody’s inbox: it is reached through the team', () => {
  expect(place({ to: to('support@shop.example') })).toEqual([]);
});

test('the owner has all mail of the personal account, the assignee all mail of the case', () => {
  expect(names(place({}, { account: PERSONAL }))).toEqual([[LENA, 'owner']]);
  expect(names(place({}, {}, { case: draft({ assigneeId: OMAR }) }))).toEqual([[OMAR, 'assignee']]);
  const both = place(
    { to: to('lena@shop.example') },
    { account: PERSONAL },
    { case: draft({ assigneeId: LENA }) },
  );
  expect(names(both)).toEqual([[LENA, 'owner']]);
});

test('in a personal account, what was read elsewhere is read for its owner alone', () => {
  const seen = item({ to: to('omar@shop.example') }, { flags: ['\\Seen'] });
  const placed = place({}, { account: PERSONAL }, { item: seen });
  expect(placed.map(({ userId, unread, notify }) => [userId, unread, notify])).toEqual([
    [LENA, false, false],
    [OMAR, true, true],
  ]);
});

test.each(['auto-reply', 'bounce', 'delivery-notice', 'receipt', 'complaint', 'spam', 'own'] as const)(
  '%s is in the inbox, but tells nobody',
  (classification) => {
    const [placed] = place({ to: to('lena@shop.example') }, {}, { classification });
    expect(placed).toMatchObject({ userId: LENA, unread: true, notify: false });
  },
);

test('what one has written oneself is no news to oneself, but to the others', () => {
  const placed = place({
    from: to('lena@shop.example')[0],
    cc: to('lena@shop.example', 'omar@shop.example'),
  });
  expect(placed.map(({ userId, notify }) => [userId, notify])).toEqual([
    [LENA, false],
    [OMAR, true],
  ]);
});

test('history is read and silent, and mail that was days on its way is silent', () => {
  const mail = { to: to('lena@shop.example') };
  const history = { handling: { kind: 'history', opensCases: false } } as const;
  expect(place(mail, history)).toMatchObject([{ unread: false, notify: false }]);
  const late = item(mail, { receivedAt: new Date(NOW.getTime() - 3 * 24 * 60 * 60 * 1000) });
  expect(place(mail, {}, { item: late })).toMatchObject([{ unread: true, notify: false }]);
});

test('our own mail from the Sent folder goes into no inbox', () => {
  expect(place({ to: to('lena@shop.example') }, { sent: true, account: PERSONAL })).toEqual([]);
});

describe('followers', () => {
  const CASE = 'plugin::mailroom.case:case-seven';
  const ANNA = 'api::contact.contact:anna';
  const cases = new Map([[7, storedCase()]]);

  test('of the case have its mail although they are in neither To nor Cc', () => {
    const placed = place(
      {},
      { cases, ...followed(CASE, IDA, { cases: ALL, mail: NONE }) },
      { case: draft() },
    );
    expect(placed).toMatchObject([{ userId: IDA, because: 'follower', unread: true, notify: true }]);
  });

  test('of a linked record, and of a record that the case is linked to, have it too', () => {
    const context = followed(ANNA, IDA, { cases: ALL, mail: ALL });
    expect(names(place({}, context, { links: [LINK] }))).toEqual([[IDA, 'follower']]);
    const records = { ...context.records, ofCases: new Map([[7, [LINK]]]) };
    expect(names(place({}, { cases, ...context, records }, { case: draft() }))).toEqual([[IDA, 'follower']]);
    expect(place({}, { cases, ...context }, { case: draft() })).toEqual([]);
  });

  test('have no mail of a case that they may not read: the teams and the assignee of the case decide', () => {
    const teamTen: RowScope = { kind: 'some', userId: IDA, own: true, teamIds: [10] };
    const may = (teams: readonly number[], parts: Partial<CaseDraft> = {}) => {
      const { records, people: known } = followed(CASE, IDA, { cases: teamTen, mail: NONE });
      const withTeams = { ...known, teamsOfCases: new Map([[7, teams]]) };
      return place({}, { cases, records, people: withTeams }, { case: draft(parts) }).some(
        ({ userId, because }) => userId === IDA && because === 'follower',
      );
    };
    expect([may([10]), may([11]), may([])]).toEqual([true, false, false]);
    const opened = draft({ id: null, isNew: true, teamIds: [10] });
    const record = followed(ANNA, IDA, { cases: teamTen, mail: NONE });
    expect(names(place({}, record, { case: opened, links: [LINK] }))).toEqual([[IDA, 'follower']]);
    expect(place({}, record, { case: { ...opened, teamIds: [11] }, links: [LINK] })).toEqual([]);
  });

  test('have no mail outside of cases that their teams’ accounts do not give them, and none of a personal account', () => {
    const teamTen: RowScope = { kind: 'some', userId: IDA, own: true, teamIds: [10] };
    const context = followed(ANNA, IDA, { cases: ALL, mail: teamTen });
    expect(names(place({}, context, { links: [LINK] }))).toEqual([[IDA, 'follower']]);
    const foreign = groupAccount({ teamIds: [11] });
    expect(place({}, { ...context, account: foreign }, { links: [LINK] })).toEqual([]);
    expect(names(place({}, { ...context, account: PERSONAL }, { links: [LINK] }))).toEqual([[LENA, 'owner']]);
  });

  test('are not told of history, and have nothing without any right', () => {
    const all = { cases, ...followed(CASE, IDA, { cases: ALL, mail: ALL }) };
    const history = { handling: { kind: 'history', opensCases: false } } as const;
    expect(place({}, { ...all, ...history }, { case: draft() })).toEqual([]);
    expect(place({}, { ...all, people: people() }, { case: draft() })).toEqual([]);
  });
});

test('what a user’s own rules make of a placement is what is stored; null keeps the mail out', () => {
  const came = item({ to: to('lena@shop.example', 'omar@shop.example') });
  const message = came.parsed.kind === 'parsed' ? came.parsed.message : null;
  const arrival: Arrival = { item: came, message: message!, classification: 'human', case: null, links: [] };
  const placed = decideInboxes(arrival, context({ people: people() }), (placement) =>
    placement.userId === LENA ? { ...placement, important: true, folderId: 9 } : null,
  );
  expect(placed).toMatchObject([{ userId: LENA, important: true, folderId: 9 }]);
});

test('another copy of a mail reaches those whom it reaches, not again those of the case', () => {
  const mail = item({ messageId: '<one@feld.example>', to: to('omar@shop.example') });
  const stored = as('filed', decide([mail], context()).outcomes[0]);
  const known = knowing(
    {
      emails: [{ identityHash: stored.email.identityHash, caseId: 7 }],
      cases: [storedCase({ assigneeId: IDA })],
    },
    { account: PERSONAL, people: people() },
  );
  const copy = as('duplicate', decide([mail], known).outcomes[0]);
  expect(names([...copy.inboxes])).toEqual([
    [LENA, 'owner'],
    [OMAR, 'addressed'],
  ]);
});

test('mail of an account with a folder goes there for its owner alone', () => {
  const placed = place({ to: to('omar@shop.example') }, { account: { ...PERSONAL, folderId: 12 } });
  expect(placed.map(({ userId, folderId }) => [userId, folderId])).toEqual([
    [LENA, 12],
    [OMAR, null],
  ]);
});

/** Why a mail belongs to records, from what is known of its batch. How records are found is tests/integration. */
import type { KnownRecords } from '../../../server/src/domain/intake-plan';
import type { LinkDraft, LinkRule } from '../../../server/src/domain/record';
import { RECORD_LIMITS } from '../../../server/src/domain/record-rule';
import { decide } from '../../../server/src/intake/decide';
import { as, context, groupAccount, item, knowing, storedCase } from '../support/intake';
import { address } from '../support/messages';

const link = (documentId: string, rule: LinkRule = 'sender', matched = ''): LinkDraft => ({
  contentType: 'api::thing.thing',
  documentId,
  label: documentId,
  rule,
  matched,
});

const records = (parts: Partial<KnownRecords> = {}): KnownRecords => ({
  byAddress: new Map(),
  byNumber: new Map(),
  ofEmails: new Map(),
  ofCases: new Map(),
  followers: new Map(),
  ...parts,
});

const ofAddresses = (known: Readonly<Record<string, readonly LinkDraft[]>>): KnownRecords =>
  records({ byAddress: new Map(Object.entries(known)) });

const reasons = (links: readonly LinkDraft[]): readonly string[] =>
  links.map(({ documentId, rule }) => `${documentId} ${rule}`);

test('the sender, the reply-to and the recipients lead to records in this order, their parents come last', () => {
  const known = ofAddresses({
    'ann@customer.example': [link('ann', 'sender', 'ann@customer.example'), link('company', 'parent')],
    'box@customer.example': [link('box', 'sender', 'box@customer.example')],
    'bob@customer.example': [link('bob', 'sender', 'bob@customer.example'), link('ann')],
  });
  const mail = item({
    from: address('Ann@Customer.example'),
    replyTo: [address('box@customer.example')],
    to: [address('support@shop.example')],
    cc: [address('bob@customer.example')],
  });
  const [outcome] = decide([mail], context({ records: known })).outcomes;
  const { links } = as('filed', outcome);
  expect(reasons(links)).toEqual(['ann sender', 'box reply-to', 'bob recipient', 'company parent']);
  expect(links[2]?.matched).toBe('bob@customer.example');
});

test('our own address leads to no record, even where one holds it', () => {
  const known = ofAddresses({ 'support@shop.example': [link('shop')] });
  const [outcome] = decide([item({})], context({ records: known })).outcomes;
  expect(as('filed', outcome).links).toEqual([]);
});

test('a number in the mail is nearer than its sender', () => {
  const mail = item({ from: address('ann@customer.example') });
  if (mail.parsed.kind !== 'parsed') throw new Error('unparsable');
  const known = records({
    byNumber: new Map([[mail.parsed.message, [link('order', 'sender', 'ORD-7'), link('ann', 'parent')]]]),
    byAddress: new Map([['ann@customer.example', [link('ann', 'sender', 'ann@customer.example')]]]),
  });
  const [outcome] = decide([mail], context({ records: known })).outcomes;
  const { links } = as('filed', outcome);
  // Found itself and as a parent: once, as what was found.
  expect(reasons(links)).toEqual(['order number', 'ann sender']);
  expect(links[0]?.matched).toBe('ORD-7');
});

describe('what a mail answers', () => {
  const answer = item({ inReplyTo: ['<before@shop.example>'], from: address('ann@customer.example') });

  test('gives its links, before those of the case', () => {
    const known = knowing(
      {
        emails: [{ id: 1, direction: 'out', messageId: '<before@shop.example>', caseId: 7 }],
        cases: [storedCase({ id: 7 })],
      },
      {
        records: records({
          ofEmails: new Map([[1, [link('deal', 'number', 'ORD-7'), link('company', 'parent')]]]),
          ofCases: new Map([[7, [link('ann', 'sender'), link('by-hand', 'hand')]]]),
        }),
      },
    );
    const { links } = as('filed', decide([answer], known).outcomes[0]);
    expect(reasons(links)).toEqual(['deal replied-mail', 'company replied-mail', 'ann case', 'by-hand case']);
  });

  test('gives a stranger nothing of a case that he does not belong to', () => {
    const known = knowing(
      {
        emails: [{ id: 1, direction: 'in', messageId: '<before@shop.example>', caseId: 7 }],
        cases: [storedCase({ id: 7 })],
      },
      {
        records: records({
          ofEmails: new Map([[1, [link('secret')]]]),
          ofCases: new Map([[7, [link('secret')]]]),
        }),
      },
    );
    const outcome = as('filed', decide([answer], known).outcomes[0]);
    expect(outcome.opensCase).toBe(true);
    expect(outcome.links).toEqual([]);
  });

  test('gives them within one batch as well, and so does the case that the batch has opened', () => {
    const first = item({ messageId: '<first@customer.example>', from: address('ann@customer.example') });
    const second = item({
      inReplyTo: ['<first@customer.example>'],
      from: address('ann@customer.example'),
      text: 'And another thing.',
    });
    const known = ofAddresses({ 'ann@customer.example': [link('ann', 'sender', 'ann@customer.example')] });
    const [, later] = decide([first, second], context({ records: known })).outcomes;
    expect(reasons(as('filed', later).links)).toEqual(['ann replied-mail']);
  });

  test('gives them where no case is opened', () => {
    const account = groupAccount({ createCase: false });
    const known = knowing(
      { emails: [{ id: 1, messageId: '<before@shop.example>', caseId: null }] },
      { account, records: records({ ofEmails: new Map([[1, [link('deal')]]]) }) },
    );
    expect(reasons(as('filed', decide([answer], known).outcomes[0]).links)).toEqual(['deal replied-mail']);
  });
});

test('mail from the past is linked as well', () => {
  const known = ofAddresses({ 'ann@customer.example': [link('ann')] });
  const history = context({ records: known, handling: { kind: 'history', opensCases: false } });
  const { links, case: target } = as(
    'filed',
    decide([item({ from: address('ann@customer.example') })], history).outcomes[0],
  );
  expect(target).toBeNull();
  expect(reasons(links)).toEqual(['ann sender']);
});

test('a mail to a crowd gets no more links than the limit, and its sender is among them', () => {
  const crowd = Array.from({ length: 500 }, (_, index) => `person${index}@crowd.example`);
  const known = ofAddresses({
    'ann@customer.example': [link('ann'), link('company', 'parent')],
    ...Object.fromEntries(crowd.map((one) => [one, [link(one)]])),
  });
  const mail = item({ from: address('ann@customer.example'), to: crowd.map((one) => address(one)) });
  const { links } = as('filed', decide([mail], context({ records: known })).outcomes[0]);
  expect(links).toHaveLength(RECORD_LIMITS.links);
  expect(links[0]?.documentId).toBe('ann');
});

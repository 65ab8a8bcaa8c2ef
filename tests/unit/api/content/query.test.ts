import { parseQuery } from '../../../support/query-string';
import { groupAccounts as accounts } from '../../../../server/src/api/content/resources/accounts';
import { cases } from '../../../../server/src/api/content/resources/cases';
import { emails } from '../../../../server/src/api/content/resources/emails';
import { filters } from '../../../../server/src/api/content/resources/filter-rows';
import { LIMITS } from '../../../../server/src/api/content/resources/filters';
import { listQuery, oneQuery } from '../../../../server/src/api/content/resources/query';
import type { Resource } from '../../../../server/src/api/content/resources/resource';
import { teams } from '../../../../server/src/api/content/resources/teams';

const ask = (query: string, resource: Resource = cases) =>
  listQuery(resource, parseQuery(query), { usual: 25, most: 100 });
const refusal = (query: string, resource?: Resource): string => {
  try {
    ask(query, resource);
  } catch (error) {
    if ((error as Error).name === 'ValidationError') return (error as Error).message;
    throw error;
  }
  return 'accepted';
};
/** What `filters` alone became. */
const filtered = (query: string, resource?: Resource) => {
  const { condition } = ask(query, resource).listing;
  return condition.kind === 'all' ? condition.conditions[1] : condition;
};
const subjectIs = { kind: 'compare', attribute: 'subject', absent: '' } as const;

describe('filters', () => {
  test.each([
    ['filters[subject]=a', { ...subjectIs, comparison: { kind: 'order', sign: '=', value: 'a' } }],
    ['filters[subject][$eq]=a', { ...subjectIs, comparison: { kind: 'order', sign: '=', value: 'a' } }],
    [
      'filters[subject][$ne]=a',
      { ...subjectIs, comparison: { kind: 'order', sign: '=', value: 'a' }, negated: true },
    ],
    [
      'filters[subject][$containsi]=50%25',
      { ...subjectIs, comparison: { kind: 'like', text: '50%', at: 'anywhere', ignoreCase: true } },
    ],
    ['filters[subject][$in]=a', { ...subjectIs, comparison: { kind: 'in', values: ['a'] } }],
    [
      'filters[subject][]=a&filters[subject][]=b',
      { ...subjectIs, comparison: { kind: 'in', values: ['a', 'b'] } },
    ],
    [
      'filters[open]=true',
      { kind: 'compare', attribute: 'open', comparison: { kind: 'order', sign: '=', value: true } },
    ],
    [
      'filters[assigneeId][$in][0]=3',
      { kind: 'compare', attribute: 'assignee', comparison: { kind: 'in', values: [3] } },
    ],
    [
      'filters[closedAt][$null]=true',
      { kind: 'not', condition: { kind: 'not', condition: { kind: 'missing', attribute: 'closedAt' } } },
    ],
  ])('%s', (query, expected) => expect(filtered(query)).toEqual(expected));

  test('reach through relations and groups', () => {
    expect(
      filtered('filters[$or][0][teams][name]=A&filters[$or][1][$not][groupAccount][address]=b@c.example'),
    ).toEqual({
      kind: 'any',
      conditions: [
        {
          kind: 'related',
          step: { kind: 'to', relation: 'teams' },
          condition: {
            kind: 'compare',
            attribute: 'name',
            absent: '',
            comparison: { kind: 'order', sign: '=', value: 'A' },
          },
        },
        {
          kind: 'not',
          condition: {
            kind: 'related',
            step: { kind: 'to', relation: 'groupAccount' },
            condition: {
              kind: 'related',
              step: { kind: 'to', relation: 'mailbox' },
              condition: {
                kind: 'compare',
                attribute: 'address',
                absent: '',
                comparison: { kind: 'order', sign: '=', value: 'b@c.example' },
              },
            },
          },
        },
      ],
    });
    expect(filtered('filters[groupAccount][$null]=true')).toEqual({
      kind: 'not',
      condition: {
        kind: 'related',
        step: { kind: 'to', relation: 'groupAccount' },
        condition: { kind: 'all', conditions: [] },
      },
    });
  });

  test.each([
    ['filters[assignee][password][$startsWith]=$2', 'filters.assignee'],
    ['filters[assignee]=1', 'filters.assignee'],
    ['filters[id]=1', 'filters.id'],
    ['filters[awaitingAgent]=true', 'filters.awaitingAgent'],
    ['filters[constructor]=1', 'filters.constructor'],
    ['filters[toString][$null]=true', 'filters.toString'],
    ['filters[requester][address]=a@b.example', 'filters.requester'],
    ['filters[groupAccount][mailbox][imapSecret][$null]=true', 'filters.groupAccount.mailbox'],
    ['filters[groupAccount][signature]=x', 'filters.groupAccount.signature'],
    ['filters[teams][members][email]=x', 'filters.teams.members'],
    ['filters[teams][teams][name]=x', 'filters.teams.teams'],
    ['filters[$or][0][$not][$and][0][assignmentReason]=x', 'filters.$or.0.$not.$and.0.assignmentReason'],
    ['filters[subject][$not][$like]=x', 'filters.subject.$not.$like'],
    ['filters[subject][password]=x', 'filters.subject.password'],
    ['filters[subject][$jsonSupersetOf]=x', 'filters.subject.$jsonSupersetOf'],
    ['filters[number][$contains]=1', 'filters.number.$contains'],
    ['filters[number]=one', 'filters.number'],
    ['filters[number]=99999999999', 'filters.number'],
    ['filters[number][$in][0]=1&filters[number][$in][1]=x', 'filters.number.$in.1'],
    ['filters[open]=maybe', 'filters.open'],
    ['filters[status]=gone', 'filters.status'],
    ['filters[createdAt][$gt]=yesterday', 'filters.createdAt.$gt'],
    ['filters[createdAt][$gt]=0000-01-01', 'filters.createdAt.$gt'],
    ['filters[createdAt][$between][0]=2026-01-01', 'filters.createdAt.$between'],
    ['filters[subject][$contains]=%00', 'filters.subject.$contains'],
    ['filters[subject][$contains][a]=b', 'filters.subject.$contains'],
    ['filters[subject][$eq]', 'filters.subject.$eq'],
    [`filters[subject]=${'x'.repeat(1001)}`, 'filters.subject'],
    ['filters[$or]=x', 'filters.$or'],
    ['filters[$or][a][subject]=x', 'filters.$or'],
    ['filters=x', 'filters'],
    ['filters[teams]=abc', 'filters.teams'],
    ['filters[teams][$null]=true&filters[teams][name]=x', 'filters.teams'],
  ])('%s is refused by name', (query, path) => {
    const message = refusal(query);
    expect(message.slice(0, path.length + 2)).toBe(`${path}: `);
  });

  test.each<[string, Resource]>([
    ['filters[bcc][address]=x', emails],
    ['filters[deliveries][address]=x', emails],
    ['filters[deliveries][$null]=true', emails],
    ['filters[text][$contains]=x', emails],
    ['filters[headers][$contains]=x', emails],
    ['filters[to][suppressed]=true', emails],
    ['filters[personalAccount][name]=x', emails],
    ['filters[attachments][sha256]=x', emails],
    ['filters[members][email]=x', teams],
    ['filters[members][$null]=true', teams],
    ['filters[roles][name]=x', teams],
    ['filters[imap][host]=x', accounts],
    ['filters[mailbox][imapSecret]=x', accounts],
    ['filters[user][email]=x', filters],
    ['filters[scope][password]=x', filters],
  ])('%s is refused', (query, resource) => expect(refusal(query, resource)).toMatch(/^filters\./));

  test('have limits', () => {
    const deep = `filters${'[$not]'.repeat(LIMITS.depth)}`;
    expect(refusal(`${deep}[subject]=a`)).toBe('accepted');
    expect(refusal(`${deep}[$not][subject]=a`)).toContain('levels');
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => `filters[$or][${index}][subject]=a`).join('&');
    expect(refusal(many(LIMITS.comparisons))).toBe('accepted');
    expect(refusal(many(LIMITS.comparisons + 1))).toContain('comparisons');
    const values = (count: number) =>
      Array.from({ length: count }, (_, index) => `filters[number][$in][${index}]=${index}`).join('&');
    expect(refusal(values(LIMITS.values))).toBe('accepted');
    expect(refusal(values(LIMITS.values + 1))).toContain('values');
  });
});

describe('what is shown', () => {
  test('fields, with the id always', () => {
    expect([...ask('fields=number,subject').wanted.fields]).toEqual(['documentId', 'number', 'subject']);
    expect([...ask('fields[0]=number&fields[1]=tags').wanted.fields]).toEqual([
      'documentId',
      'number',
      'tags',
    ]);
    expect(ask('').wanted.fields.has('assigneeName')).toBe(true);
    expect(refusal('fields=assignmentReason')).toContain('assignmentReason');
    expect(refusal('fields[0][a]=b')).toContain('fields.0');
  });

  test('bodies of one mail, and of many only where they are named', () => {
    expect(ask('', emails).wanted.fields.has('html')).toBe(false);
    expect(ask('fields=html', emails).wanted.fields.has('html')).toBe(true);
    expect(oneQuery(emails, {}).fields.has('html')).toBe(true);
    expect(refusal('fields=bcc', emails)).toContain('bcc');
  });

  test.each([
    ['populate=*', ['teams', 'groupAccount', 'previousCase', 'mergedInto']],
    ['populate=teams,groupAccount', ['teams', 'groupAccount']],
    ['populate[0]=teams&populate[1]=mergedInto', ['teams', 'mergedInto']],
    ['populate[teams]=true&populate[groupAccount]=false', ['teams']],
    ['populate[teams][fields][0]=name', ['teams']],
    ['', []],
  ])('%s', (query, names) => expect([...ask(query).wanted.relations.keys()]).toEqual(names));

  test('fields of a relation', () => {
    expect(ask('populate[teams][fields]=name,color').wanted.relations.get('teams')).toEqual([
      'name',
      'color',
    ]);
    expect(ask('populate=teams').wanted.relations.get('teams')).toEqual(['documentId', 'name', 'color']);
  });

  test.each([
    ['populate=assignee', 'assignee'],
    ['populate=requester', 'requester'],
    ['populate[teams][populate]=members', 'populate.teams.populate'],
    ['populate[teams][filters][name]=x', 'populate.teams.filters'],
    ['populate[teams][fields]=members', 'members'],
    ['populate[groupAccount][fields]=signature', 'signature'],
    ['populate[__proto__]=true', 'populate'],
    ['populate[valueOf]=true', 'populate.valueOf'],
  ])('%s is refused or reaches nothing', (query, word) => {
    const message = refusal(query);
    // The query parser drops what would reach the prototype.
    if (message !== 'accepted') expect(message).toContain(word);
    else expect([...ask(query).wanted.relations.keys()]).toEqual([]);
  });
});

describe('order and pages', () => {
  test.each([
    'sort=priority:desc,number',
    'sort[0]=priority:desc&sort[1]=number',
    'sort[priority]=desc&sort[number]=asc',
  ])('%s', (query) =>
    expect(ask(query).listing.order).toEqual([
      { attribute: 'priority', via: [], descending: true, ranks: ['low', 'normal', 'high', 'urgent'] },
      { attribute: 'number', certain: true, via: [], descending: false },
    ]),
  );

  test('through a relation that shows as a field', () =>
    expect(ask('sort=requesterAddress').listing.order).toEqual([
      { attribute: 'address', absent: '', via: ['requester'], descending: false },
    ]));

  test.each([
    'sort=assignee',
    'sort=tags',
    'sort=password',
    'sort=number:up',
    'sort=number:asc:x',
    'sort[a][b]=asc',
    'sort=groupAccount.name',
  ])('%s is refused', (query) => expect(refusal(query)).toMatch(/^sort/));

  test('pages', () => {
    expect(ask('').page).toEqual({
      kind: 'pages',
      page: 1,
      pageSize: 25,
      start: 0,
      limit: 25,
      counted: true,
    });
    expect(ask('pagination[page]=3&pagination[pageSize]=10').page).toMatchObject({ start: 20, limit: 10 });
    expect(ask('pagination[pageSize]=1000').page).toMatchObject({ pageSize: 100, limit: 100 });
    expect(ask('pagination[start]=5&pagination[limit]=7&pagination[withCount]=false').page).toEqual({
      kind: 'offset',
      start: 5,
      limit: 7,
      counted: false,
    });
  });

  test.each([
    'pagination[page]=0',
    'pagination[page]=-1',
    'pagination[page]=1.5',
    'pagination[pageSize]=abc',
    'pagination[page]=1&pagination[limit]=5',
    'pagination[cursor]=x',
    'pagination[withCount]=perhaps',
    'pagination=3',
  ])('%s is refused', (query) => expect(refusal(query)).toMatch(/^pagination/));
});

test('words are looked for in what apps see, numbers as numbers too', () => {
  const searched = (query: string, resource?: Resource) => {
    const { condition } = ask(query, resource).listing;
    const last = condition.kind === 'all' ? condition.conditions[2] : undefined;
    return last?.kind === 'any' ? last.conditions.length : last;
  };
  expect(searched('_q=%20')).toEqual({ kind: 'all', conditions: [] });
  expect(searched('_q=hello')).toBe(3);
  expect(searched('_q=%2312')).toBe(4);
  expect(searched('_q=x', emails)).toBe(10);
  expect(refusal('_q[a]=b')).toMatch(/^_q/);
  expect(refusal(`_q=${'x'.repeat(201)}`)).toMatch(/^_q/);
});

test.each(['status=published', 'locale=en', 'filter[subject]=x', 'publicationState=live', 'q=x', 'cursor=x'])(
  'the parameter %s is refused by name',
  (query) => expect(refusal(query)).toContain(`${query.split(/[=[]/)[0]}: `),
);

test('one row takes no filters', () => {
  expect(() => oneQuery(cases, { filters: { subject: 'x' } })).toThrow('filters');
});

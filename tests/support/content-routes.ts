/** The table of every route for apps: what is asked, of which thing, and what a caller gets who may call it. */
import type { ContentWorld } from './content-world';
import { filterInput, globalFilter, personalInput, templateInput } from './access-world';
import type { Mailroom } from './mailroom';

export interface ContentRow {
  /** of which thing, in place of the path's `:id` */
  readonly id?: keyof ContentWorld;
  /** made anew for each caller who may call it, since it is gone or changed afterwards */
  readonly fresh?: keyof FreshThings;
  readonly query?: string;
  readonly body?: (world: ContentWorld, mailroom: Mailroom, attempt: number) => unknown;
  /** the body as it goes over the wire, where it is no JSON */
  readonly raw?: { readonly type: string; readonly text: string };
  /** for callers that the route is open to */
  readonly status: number;
  /** only for users of the app, of their own cases */
  readonly portal?: true;
}

/** Things that routes use up. */
export interface FreshThings {
  case(): Promise<string>;
  email(): Promise<string>;
  filter(): Promise<string>;
  team(): Promise<string>;
  template(): Promise<string>;
  groupAccount(): Promise<string>;
  personalAccount(): Promise<string>;
}

const list = (query = ''): ContentRow => ({ query, status: 200 });
const one = (id: keyof ContentWorld): ContentRow => ({ id, status: 200 });
const create = (body: ContentRow['body'], status = 201): ContentRow => ({ body, status });
const change = (fresh: keyof FreshThings, body: ContentRow['body']): ContentRow => ({
  fresh,
  body,
  status: 200,
});
const remove = (fresh: keyof FreshThings): ContentRow => ({ fresh, status: 200 });
const data = (fields: object) => ({ data: fields });

const MAIL = 'From: raw@feld.example\r\nSubject: Raw\r\n\r\nHello';
const rawMail = (id: keyof ContentWorld): ContentRow => ({
  id,
  raw: { type: 'message/rfc822', text: MAIL },
  status: 201,
});
const own = (row: ContentRow): ContentRow => ({ ...row, portal: true });

/** Every route for apps. */
export const CONTENT_ROUTES: Readonly<Record<string, ContentRow>> = {
  'GET /cases': list('?populate=*'),
  'GET /cases/:id': one('case'),
  'POST /cases': create(({ account }, _mailroom, attempt) =>
    data({
      groupAccount: account,
      requester: { name: 'New', address: `new${attempt}@feld.example` },
      subject: `Opened ${attempt}`,
      text: 'Hello',
    }),
  ),
  'PUT /cases/:id': change('case', () => data({ priority: 'high' })),
  'DELETE /cases/:id': remove('case'),
  'POST /cases/:id/replies': { id: 'case', body: () => data({ text: 'Hi' }), status: 201 },
  'POST /cases/:id/notes': { id: 'case', body: () => data({ text: 'A note' }), status: 201 },
  'GET /cases/:id/events': one('case'),
  'GET /emails': list('?populate=*'),
  'GET /emails/:id': one('email'),
  'POST /emails': create(({ account }) =>
    data({ groupAccount: account, to: ['jonas@feld.example'], subject: 'News', text: 'Hello' }),
  ),
  'PUT /emails/:id': change('email', ({ case: target }) => data({ case: target })),
  'DELETE /emails/:id': remove('email'),
  'GET /emails/:id/source': one('email'),
  'GET /attachments/:id': one('attachment'),
  'GET /teams': list('?populate=*'),
  'GET /teams/:id': one('team'),
  'GET /templates': list('?populate=*'),
  'GET /templates/:id': one('template'),
  'GET /group-accounts': list('?populate=*'),
  'GET /group-accounts/:id': one('account'),
  'GET /personal-accounts': list('?populate=*'),
  'GET /personal-accounts/:id': one('personal'),
  'POST /group-accounts/:id/messages': rawMail('account'),
  'POST /personal-accounts/:id/messages': rawMail('personal'),
  'GET /filters': list(),
  'GET /filters/:id': one('filter'),
  'POST /filters': create(() => data(globalFilter())),
  'PUT /filters/:id': change('filter', () => data(filterInput('Renamed'))),
  'DELETE /filters/:id': remove('filter'),
  'POST /teams': create((_world, _mailroom, attempt) =>
    data({ name: `New ${attempt}`, color: '#112233', members: [] }),
  ),
  'PUT /teams/:id': change('team', (_world, _mailroom, attempt) =>
    data({ name: `Renamed ${attempt}`, color: '#112233', members: [] }),
  ),
  'DELETE /teams/:id': remove('team'),
  'POST /templates': create((_world, _mailroom, attempt) => data(templateInput(`New ${attempt}`))),
  'PUT /templates/:id': change('template', (_world, _mailroom, attempt) =>
    data(templateInput(`Renamed ${attempt}`)),
  ),
  'DELETE /templates/:id': remove('template'),
  'POST /group-accounts': create((_world, mailroom, attempt) =>
    data(mailroom.accountInput(`made${attempt}@shop.example`)),
  ),
  'PUT /group-accounts/:id': change('groupAccount', () => data({ fromName: 'Renamed' })),
  'DELETE /group-accounts/:id': remove('groupAccount'),
  'POST /personal-accounts': create((_world, mailroom, attempt) =>
    data(personalInput(mailroom, `mine${attempt}@shop.example`)),
  ),
  'PUT /personal-accounts/:id': change('personalAccount', () => data({ fromName: 'Renamed' })),
  'DELETE /personal-accounts/:id': remove('personalAccount'),
  'GET /my/cases': own(list()),
  'GET /my/cases/:id': own(one('case')),
  'GET /my/cases/:id/messages': own(one('case')),
  'POST /my/cases': own(
    create(({ account }) => data({ groupAccount: account, subject: 'Mine', text: 'Hello' })),
  ),
  'POST /my/cases/:id/messages': own({ id: 'case', body: () => data({ text: 'More' }), status: 201 }),
  'POST /my/cases/:id/close': own(one('case')),
  'GET /my/attachments/:id': own(one('attachment')),
};

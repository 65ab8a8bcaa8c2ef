/** Search in the panel over HTTP: pages of cases and mails within what the viewer may read. */
import type { Viewer } from '../../../access/viewer';
import type { Strapi } from '../../../data/database';
import { unreadEmails } from '../../../data/email-lists';
import { referencesOf } from '../../../inbox/read-cases';
import { searchRows, type FoundRow } from '../../../inbox/search';
import type { SearchHit, SearchPage } from '../../contracts';
import { decodeCursor, encodeCursor, parse, withViewer } from '../../http';
import { accountSummary, caseRow, emailRow } from '../../serializers';
import { accountsOf } from '../accounts-of-mails';
import * as schemas from '../search-schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  find: withViewer(strapi, async ({ query }, viewer): Promise<SearchPage> => {
    const { cursor, limit, ...request } = parse(schemas.search, query);
    const after = decodeCursor(cursor);
    const { rows, next, problems } = await searchRows(strapi, viewer, request, {
      after: after === null ? null : { askedAt: after.at, offset: after.id },
      limit,
    });
    return {
      items: await hitsOf(strapi, viewer, rows),
      nextCursor: next === null ? null : encodeCursor(next.askedAt, next.offset),
      problems,
    };
  }),
});

async function hitsOf(
  strapi: Strapi,
  viewer: Viewer,
  rows: readonly FoundRow[],
): Promise<readonly SearchHit[]> {
  const cases = rows.flatMap((row) => (row.kind === 'case' ? [row.record] : []));
  const mails = rows.flatMap((row) => (row.kind === 'email' ? [row.row] : []));
  const [references, unread, accountOf] = await Promise.all([
    referencesOf(strapi, viewer, cases),
    unreadEmails(
      strapi,
      viewer.userId,
      mails.map(({ id }) => id),
    ),
    accountsOf(strapi, viewer, mails),
  ]);
  const accounts = new Map([...references.accounts].map(([id, account]) => [id, accountSummary(account)]));
  return rows.map((found): SearchHit => {
    if (found.kind === 'case') {
      const { email, snippet, record } = found;
      return { kind: 'case', row: caseRow(record, { ...references, accounts }), email, snippet };
    }
    const { row, snippet } = found;
    const name = found.case === null ? null : { id: found.case.documentId, number: found.case.number };
    return {
      kind: 'email',
      row: { ...emailRow(row, accountOf(row), unread.has(row.id)), case: name },
      snippet,
    };
  });
}

/** How far an installation has come from nothing to its first case. Four lookups of one row each, whatever there is. */
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

export interface FirstRunFacts {
  readonly hasTeam: boolean;
  /** of the oldest account; null: there is none */
  readonly address: string | null;
  readonly hasMail: boolean;
  readonly hasCase: boolean;
}

/** Once there is a case, nothing else is looked for. */
export async function firstRunFacts(strapi: Strapi): Promise<FirstRunFacts> {
  const first = <Row>(uid: Parameters<typeof rowsOf>[1], select: string): Promise<Row | null> =>
    rowsOf<Row>(strapi, uid).findOne({ select: [select], orderBy: { id: 'asc' } });
  if ((await first(UIDS.case, 'id')) !== null)
    return { hasTeam: true, address: null, hasMail: true, hasCase: true };
  const [team, mailbox, email] = await Promise.all([
    first(UIDS.team, 'id'),
    first<{ address: string | null }>(UIDS.mailbox, 'address'),
    first(UIDS.email, 'id'),
  ]);
  return {
    hasTeam: team !== null,
    address: mailbox === null ? null : (mailbox.address ?? ''),
    hasMail: email !== null,
    hasCase: false,
  };
}

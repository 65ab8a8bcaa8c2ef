/** Cases and messages as their requester sees them; the schemas are the allow-list. */
import { findGroupAccounts } from '../../data/accounts';
import { findCaseEvents } from '../../data/case-events';
import type { CaseRecord } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { attachmentsOf, isKept, type AttachmentRecord } from '../../data/emails';
import { entryFilesOf, type EntryFileRecord } from '../../data/entry-files';
import { readableMails, type MessagePlace, type ReadableMail } from '../../data/requester-cases';
import { findUsers } from '../../data/users';
import { addressKey } from '../../domain/addresses';
import { isOpen } from '../../domain/case-state';
import { shownName, type Requester } from '../../domain/portal';
import type { PortalCase, PortalMessage } from './schemas/portal';

export const portalCaseView = (record: CaseRecord): PortalCase => ({
  documentId: record.documentId,
  number: record.number,
  subject: record.subject,
  status: record.status,
  open: isOpen(record.status),
  createdAt: record.createdAt.toISOString(),
  lastActivityAt: record.lastActivityAt.toISOString(),
  closedAt: record.closedAt?.toISOString() ?? null,
});

/** These messages of a case, in their order; what they hold is read at once. */
export async function portalMessageViews(
  strapi: Strapi,
  requester: Requester,
  record: CaseRecord,
  places: readonly MessagePlace[],
): Promise<readonly PortalMessage[]> {
  const idsOf = (wanted: MessagePlace['kind']): readonly number[] =>
    places.flatMap(({ kind, id }) => (kind === wanted ? [id] : []));
  const team = await teamName(strapi, record);
  const views = new Map([
    ...(await mailViews(strapi, requester, team, idsOf('mail'))),
    ...(await postViews(strapi, team, idsOf('post'))),
  ]);
  return places.flatMap(({ kind, id, at }) => {
    const view = views.get(`${kind}:${id}`);
    return view === undefined ? [] : { ...view, at: at.toISOString() };
  });
}

type TimelessView = Omit<PortalMessage, 'at'>;

/** What customers know the account as; nothing where it is gone. */
async function teamName(strapi: Strapi, { groupAccountId }: CaseRecord): Promise<string> {
  if (groupAccountId === null) return '';
  const [account] = await findGroupAccounts(strapi, { id: groupAccountId });
  return shownName(account?.fromName ?? '');
}

async function mailViews(
  strapi: Strapi,
  requester: Requester,
  team: string,
  ids: readonly number[],
): Promise<readonly (readonly [string, TimelessView])[]> {
  const [mails, files] = await Promise.all([readableMails(strapi, ids), attachmentsOf(strapi, ids)]);
  return mails.map((mail) => [
    `mail:${mail.id}`,
    {
      documentId: mail.documentId,
      kind: 'mail',
      from: authorOf(mail, requester, team),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      automatic: mail.automatic,
      attachments: files.filter((file) => file.emailId === mail.id && isKept(file)).map(fileView),
    },
  ]);
}

function authorOf(
  { direction, fromName, fromAddress }: ReadableMail,
  requester: Requester,
  team: string,
): PortalMessage['from'] {
  const name = shownName(fromName);
  if (direction === 'out') return { kind: 'team', name: name || team };
  return addressKey(fromAddress) === requester.address
    ? { kind: 'requester', name: name || requester.name }
    : { kind: 'other', name };
}

async function postViews(
  strapi: Strapi,
  team: string,
  ids: readonly number[],
): Promise<readonly (readonly [string, TimelessView])[]> {
  if (ids.length === 0) return [];
  const [posts, files] = await Promise.all([
    findCaseEvents(strapi, { id: { $in: [...ids] } }),
    entryFilesOf(strapi, ids),
  ]);
  const agents = await findUsers(
    strapi,
    posts.flatMap(({ actorId }) => actorId ?? []),
  );
  return posts.map((post) => [
    `post:${post.id}`,
    {
      documentId: post.documentId,
      kind: 'post',
      from: { kind: 'team', name: shownName(agents.get(post.actorId ?? 0)?.name ?? '') || team },
      subject: null,
      text: post.text,
      html: null,
      automatic: false,
      attachments: files
        .filter(({ eventId }) => eventId === post.id)
        .map((file) => fileView({ ...file, inline: false, contentId: null })),
    },
  ]);
}

const fileView = ({
  documentId,
  name,
  type,
  size,
  inline,
  contentId,
}: Pick<AttachmentRecord, 'inline' | 'contentId'> &
  Pick<EntryFileRecord, 'documentId' | 'name' | 'type' | 'size'>): PortalMessage['attachments'][number] => ({
  ...{ documentId, name, type, size, inline, contentId },
});

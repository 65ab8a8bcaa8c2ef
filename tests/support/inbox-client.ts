/** What tests ask of a user's own inbox and notices, and do in it, over HTTP. */
import type {
  FollowState,
  InboxCounters,
  InboxPage,
  InboxRow,
  NotificationPage,
  Single,
} from '../../server/src/api/contracts';
import type { AdminClient } from './admin-client';

export async function inbox(client: AdminClient, query = 'view=inbox'): Promise<readonly InboxRow[]> {
  const { status, body } = await client.get<InboxPage>(`/mailroom/inbox?${query}&limit=100`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.items;
}

export const inboxHas = async (client: AdminClient, subject: string, query?: string) =>
  (await inbox(client, query)).filter((row) => row.subject === subject);

export const told = async (client: AdminClient, subject: string) =>
  (await client.get<NotificationPage>('/mailroom/notifications?limit=100')).body.items.filter(
    (notice) => 'subject' in notice && notice.subject === subject,
  );

export const mark = (client: AdminClient, ids: readonly string[], name: string) =>
  client.post<Single<{ changed: number }>>('/mailroom/inbox/marks', { ids, mark: name });

export const move = (client: AdminClient, ids: readonly string[], folder: string | null, from?: 'group') =>
  client.post<Single<{ changed: number }>>('/mailroom/inbox/moves', { ids, folder, from });

export const folderOf = async (client: AdminClient, name: string, teams?: readonly string[]) =>
  (await client.post<Single<{ id: string }>>('/mailroom/folders', { name, teams })).body.data.id;

export const counters = async (client: AdminClient) =>
  (await client.get<Single<InboxCounters>>('/mailroom/inbox/counters')).body.data;

export const followCase = (client: AdminClient, documentId: string) =>
  client.post<Single<FollowState>>('/mailroom/follows', {
    contentType: 'plugin::mailroom.case',
    documentId,
  });

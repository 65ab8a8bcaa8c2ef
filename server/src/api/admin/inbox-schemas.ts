/** What the panel may send about inboxes, folders, following and notifications, as zod schemas. */
import { z } from '@strapi/utils';
import { INBOX_MARKS } from '../../domain/inbox';

const id = z.string().min(1).max(64);
const limit = z.coerce.number().int().min(1).max(100).default(25);
const cursor = z.string().max(200).optional();
/** Mails that one action may name; a page of a list is at most half of it. */
const ids = z.array(id).min(1).max(200);

export const folder = z.strictObject({
  name: z.string().trim().min(1, 'A name is required.').max(100, 'At most 100 characters.'),
  teams: z.array(id).min(1, 'Choose at least one team.').max(100).nullish(),
});

export const folderOrder = z.strictObject({ ids: z.array(id).min(1).max(500) });

export const listInbox = z
  .strictObject({
    view: z.enum(['inbox', 'important', 'archive', 'trash', 'folder']),
    folder: id.optional(),
    cursor,
    limit,
  })
  .refine(({ view, folder: chosen }) => (view === 'folder') === (chosen !== undefined), {
    path: ['folder'],
    message: 'Say which folder, with the view "folder" only.',
  });

export const listSent = z.strictObject({ cursor, limit });

export const inboxMark = z.strictObject({ ids, mark: z.enum(INBOX_MARKS) });

export const inboxMove = z.strictObject({
  ids,
  folder: id.nullable(),
  from: z.enum(['own', 'group']).default('own'),
});

export const record = z.strictObject({
  contentType: z
    .string()
    .regex(/^(api|plugin)::[a-z0-9-]+\.[a-z0-9-]+$/, 'A uid such as api::contact.contact.'),
  documentId: id,
});

export const listNotifications = z.strictObject({
  cursor,
  limit,
  /** unread ones alone */
  unread: z.enum(['true', 'false'], 'Write true or false.').default('false'),
});

export const notificationsRead = z
  .strictObject({ ids: z.array(id).max(200).optional(), read: z.boolean().default(true) })
  .refine(({ ids: given, read }) => read || given !== undefined, {
    path: ['ids'],
    message: 'Say which notifications are to be unread again.',
  });

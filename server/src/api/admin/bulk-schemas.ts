/** What the panel may send about actions on many rows, as zod schemas of the contract types. */
import { z } from '@strapi/utils';
import { CASE_PRIORITIES } from '../../domain/case-state';
import { INBOX_MARKS } from '../../domain/inbox';
import { LONGEST_SEARCH } from '../../domain/search/parse';
import { assignments } from './assignment-schemas';
import { snooze, tags } from './case-work-schemas';

const id = z.string().min(1).max(64);
const ids = z
  .array(id)
  .min(1, 'Choose at least one row.')
  .max(200, 'At most 200 rows can be named. To change more, choose the whole list.');

const named = z.strictObject({ ids });
const search = z
  .string()
  .trim()
  .min(1, 'Say what is searched for.')
  .max(LONGEST_SEARCH, `At most ${LONGEST_SEARCH} characters.`);
const foundRows = z.strictObject({ search });
const caseList = z
  .strictObject({
    view: z.enum(['mine', 'unassigned', 'mentions', 'open', 'closed', 'snoozed', 'team']),
    team: id.optional(),
    part: z.enum(['mine', 'others', 'closed']).optional(),
  })
  .refine(({ view, team }) => (view === 'team') === (team !== undefined), {
    path: ['team'],
    message: 'Say which team, with the view "team" only.',
  })
  .refine(({ part, team }) => part === undefined || team !== undefined, {
    path: ['part'],
    message: 'A part needs a team.',
  });
const mailList = z
  .strictObject({
    view: z.enum(['inbox', 'important', 'archive', 'trash', 'folder', 'team', 'personal', 'sent']),
    folder: id.optional(),
  })
  .refine(({ view, folder }) => (view === 'folder') === (folder !== undefined), {
    path: ['folder'],
    message: 'Say which folder, with the view "folder" only.',
  });

const names = tags.shape.names;

const caseAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('assign'), to: assignments.shape.to }),
  z.strictObject({
    kind: z.literal('status'),
    // A case becomes a duplicate by being merged.
    status: z.enum(['new', 'assigned', 'pending', 'closed', 'rejected']),
  }),
  z.strictObject({ kind: z.literal('priority'), priority: z.enum(CASE_PRIORITIES) }),
  z.strictObject({ kind: z.literal('snooze'), until: snooze.shape.until }),
  z.strictObject({ kind: z.literal('wake') }),
  z.strictObject({ kind: z.literal('tag'), add: names, remove: names }),
  z.strictObject({ kind: z.literal('merge'), into: id }),
  z.strictObject({ kind: z.literal('delete') }),
]);

const mailAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mark'), mark: z.enum(INBOX_MARKS) }),
  z.strictObject({
    kind: z.literal('move'),
    folder: id.nullable(),
    from: z.enum(['own', 'group']).default('own'),
  }),
]);

export const bulkRun = z.discriminatedUnion('subject', [
  z.strictObject({
    subject: z.literal('cases'),
    target: z.union([named, foundRows, z.strictObject({ list: caseList })]),
    action: caseAction,
  }),
  z.strictObject({
    subject: z.literal('mails'),
    target: z.union([named, foundRows, z.strictObject({ list: mailList })]),
    action: mailAction,
  }),
]);

/** What may be said of a filter, in the panel and over REST, as zod schemas. Whether what it names exists is asked in resolve. */
import { z } from '@strapi/utils';
import { CASE_PRIORITIES } from '../../domain/case-state';
import { CLASSIFICATIONS } from '../../domain/classification/kinds';
import { LARGEST_TRY } from '../../intake/try-filters';

const id = z.string().min(1).max(64);
const userId = z.number().int().positive();

const LONGEST_PATTERN = 1000;
const MOST_PHRASES = 50;
const MOST_ACTIONS = 20;

export const scopeRef = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('global') }),
    z.strictObject({ kind: z.enum(['group-account', 'personal-account']), account: id }),
    z.strictObject({ kind: z.literal('user'), user: userId }),
  ],
  { error: 'Say whose mail is meant: global, group-account, personal-account or user.' },
);

const pattern = z
  .string()
  .trim()
  .max(LONGEST_PATTERN, `At most ${LONGEST_PATTERN} characters.`)
  .nullable()
  .transform((text) => (text === '' ? null : text))
  .default(null);

const phrases = z
  .array(
    z
      .string()
      .trim()
      .min(1, 'An empty phrase says nothing.')
      .max(LONGEST_PATTERN, `At most ${LONGEST_PATTERN} characters.`),
  )
  .max(MOST_PHRASES, `At most ${MOST_PHRASES} phrases.`)
  .default([]);

const criteria = z
  .strictObject({
    from: pattern,
    to: pattern,
    cc: pattern,
    subject: pattern,
    bodyContains: phrases,
    bodyContainsAll: phrases,
    hasAttachment: z.boolean().nullable().default(null),
    classifications: z.array(z.enum(CLASSIFICATIONS)).max(CLASSIFICATIONS.length).default([]),
  })
  .refine(
    (given) =>
      Object.values(given).some((value) => value !== null && (!Array.isArray(value) || value.length > 0)),
    { message: 'Say at least one thing that a mail must have: a filter without criteria matches no mail.' },
  );

const GONE = 'Choose another: what was chosen here no longer exists.';

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['skip', 'mark-read', 'mark-important', 'no-notification', 'no-case']) }),
  z.strictObject({
    kind: z.enum(['move-to-folder', 'move-to-group-folder']),
    folder: z.string(GONE).min(1, GONE).max(64),
  }),
  z.strictObject({ kind: z.literal('assign-user'), user: z.number(GONE).int().positive() }),
  z.strictObject({ kind: z.literal('assign-team'), team: z.string(GONE).min(1, GONE).max(64) }),
  z.strictObject({ kind: z.literal('set-priority'), priority: z.enum(CASE_PRIORITIES) }),
  z.strictObject({
    kind: z.literal('add-tag'),
    tag: z.string().trim().min(1, 'Name the tag.').max(100, 'At most 100 characters.'),
  }),
  z.strictObject({ kind: z.literal('custom'), name: z.string(GONE).min(1, GONE).max(50) }),
]);

const identityOf = (one: z.infer<typeof action>): string => {
  if (one.kind === 'add-tag') return `${one.kind}:${one.tag.toLowerCase()}`;
  return one.kind === 'custom' ? `${one.kind}:${one.name}` : one.kind;
};

const actions = z
  .array(action)
  .min(1, 'Choose at least one thing to do.')
  .max(MOST_ACTIONS, `At most ${MOST_ACTIONS} actions.`)
  .superRefine((chosen, context) => {
    const seen = new Set<string>();
    chosen.forEach((one, index) => {
      const what = identityOf(one);
      if (seen.has(what))
        context.addIssue({
          code: 'custom',
          path: [index],
          message: 'This is there twice. Remove one of them.',
        });
      seen.add(what);
    });
  });

const settings = {
  name: z.string().trim().min(1, 'A name is required.').max(100, 'At most 100 characters.'),
  active: z.boolean().default(true),
  stop: z.boolean().default(true),
  criteria,
  actions,
};

export const newFilter = z.strictObject({ ...settings, scope: scopeRef });

export const filterChange = z.strictObject({
  ...settings,
  scope: scopeRef.optional(),
  version: z.number().int().positive().optional(),
});

export const filterOrder = z.strictObject({ scope: scopeRef, filters: z.array(id).max(1000) });

export const filterTry = z.strictObject({
  scope: scopeRef,
  criteria,
  actions,
  last: z.number().int().min(1).max(LARGEST_TRY, `At most ${LARGEST_TRY} mails.`).default(200),
  cursor: z.string().max(200).optional(),
});

const scopeQuery = {
  kind: z.enum(['global', 'group-account', 'personal-account', 'user']).optional(),
  account: id.optional(),
  user: z.coerce.number().int().positive().optional(),
};

export const listFilters = z
  .strictObject({ of: z.enum(['own', 'shared']).optional(), ...scopeQuery })
  .refine(({ of, kind }) => of !== undefined || kind !== undefined, {
    path: ['of'],
    message: 'Say which filters: of=own, of=shared, or a kind of scope.',
  });

export const filterChoices = z.strictObject({ ...scopeQuery, kind: scopeQuery.kind.unwrap() });

export type ScopeRefInput = z.infer<typeof scopeRef>;
export type FilterSettingsInput = Pick<
  z.infer<typeof newFilter>,
  'name' | 'active' | 'stop' | 'criteria' | 'actions'
>;
export type FilterActionInput = z.infer<typeof action>;

/** Reads what code of the app answers: only what can be used comes out, bounded and in the form that the rest expects. */
import { z } from '@strapi/utils';
import { CASE_PRIORITIES } from '../domain/case-state';
import type { DistributionFacts, FilterActionFacts, OfferedAction } from '../domain/extension';
import type { RecordReference } from '../domain/record';
import { singleLine, truncate } from '../domain/text';
import type { StepAnswer } from './contract';
import { UnusableAnswer } from './guard';

/** Characters of words that are kept as a reason. */
const WORDS = 200;
const MOST_ACTIONS = 20;
const MOST_TAGS = 20;
const MOST_LINKS = 20;

const words = z
  .string()
  .transform((written) => truncate(singleLine(written), WORDS).trim())
  .refine((written) => written !== '');
const tag = z.string().trim().min(1).max(100);

const choice = z.object({ member: z.number().int().nullable(), reason: words });

const offered = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['skip', 'mark-read', 'mark-important', 'no-notification', 'no-case']) }),
  z.strictObject({ kind: z.literal('assign-team'), teamId: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('set-priority'), priority: z.enum(CASE_PRIORITIES) }),
  z.strictObject({ kind: z.literal('add-tag'), tag }),
]);
const actions = z.array(offered).max(MOST_ACTIONS);

const step = z.strictObject({
  tags: z.array(tag).max(MOST_TAGS).optional(),
  skip: words.optional(),
  caseNumber: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});

const links = z
  .array(
    z.object({
      contentType: z
        .string()
        .max(200)
        .regex(/^(api|plugin)::/),
      documentId: z.string().min(1).max(64),
    }),
  )
  .max(MOST_LINKS);

function read<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const result = schema.safeParse(answer);
  if (!result.success) throw new UnusableAnswer();
  return result.data;
}

export interface Choice {
  /** null: nobody */
  readonly member: number | null;
  readonly reason: string;
}

/** @throws UnusableAnswer, also for a member who is not free */
export function readChoice(answer: unknown, { members }: DistributionFacts): Choice {
  const chosen = read(choice, answer);
  const free = members.some(({ id, free: isFree }) => id === chosen.member && isFree);
  if (chosen.member !== null && !free) throw new UnusableAnswer();
  return chosen;
}

/** @throws UnusableAnswer, also for a team that there is not */
export function readActions(answer: unknown, { teams }: FilterActionFacts): readonly OfferedAction[] {
  const found = read(actions, answer ?? []);
  const known = found.every((action) => action.kind !== 'assign-team' || hasTeam(teams, action.teamId));
  if (!known) throw new UnusableAnswer();
  return found;
}

const hasTeam = (teams: FilterActionFacts['teams'], teamId: number): boolean =>
  teams.some(({ id }) => id === teamId);

/** @throws UnusableAnswer */
export const readSteps = (answer: unknown, mails: number): readonly (StepAnswer | null)[] =>
  readEach(step, answer, mails);

/** @throws UnusableAnswer */
export const readLinks = (answer: unknown, mails: number): readonly (readonly RecordReference[] | null)[] =>
  readEach(links, answer, mails);

/** One answer a mail: an answer too many or too few would be about another mail. */
function readEach<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
  mails: number,
): readonly (z.infer<Schema> | null)[] {
  if (answer === undefined || answer === null) return Array.from({ length: mails }, () => null);
  if (!Array.isArray(answer) || answer.length !== mails) throw new UnusableAnswer();
  return answer.map((one: unknown) => (one === undefined || one === null ? null : read(schema, one)));
}

/** The automatic answer of an account as its form holds it: text for what is typed. Pure: no React, no requests. */
import {
  AUTO_REPLY_RANGES,
  USUAL_AUTO_REPLY_LIMITS,
  type AutoReplyLimits,
} from '../../../../../server/src/domain/auto-reply-limits';
import type { AutoReply, AutoReplyInput } from '../../../../../server/src/api/contracts';
import type { FieldError } from '../form-errors';

export type LimitName = keyof AutoReplyLimits;

export interface AutoReplyValues {
  readonly active: boolean;
  /** documentId, or empty */
  readonly template: string;
  readonly limits: Readonly<Record<LimitName, string>>;
}

export const LIMIT_NAMES = Object.keys(USUAL_AUTO_REPLY_LIMITS) as readonly LimitName[];

const eachLimit = <Value>(valueOf: (name: LimitName) => Value): Record<LimitName, Value> =>
  Object.fromEntries(LIMIT_NAMES.map((name) => [name, valueOf(name)])) as Record<LimitName, Value>;

export const newAutoReplyValues = (): AutoReplyValues => ({
  active: false,
  template: '',
  limits: eachLimit((name) => String(USUAL_AUTO_REPLY_LIMITS[name])),
});

export const autoReplyValues = ({ active, template, limits }: AutoReply): AutoReplyValues => ({
  active,
  template: template?.id ?? '',
  limits: eachLimit((name) => String(limits[name])),
});

/** `NaN` for what is no whole number in the limit's range. */
function parseLimit(name: LimitName, text: string): number {
  const [least, most] = AUTO_REPLY_RANGES[name];
  const value = /^\d{1,5}$/.test(text.trim()) ? Number(text) : NaN;
  return value >= least && value <= most ? value : NaN;
}

/** What cannot be seen while it is off must not keep the account from being saved. */
export const autoReplyInput = ({ active, template, limits }: AutoReplyValues): AutoReplyInput => ({
  active,
  template: template === '' ? null : template,
  limits: eachLimit((name) => {
    const limit = parseLimit(name, limits[name]);
    return Number.isNaN(limit) ? USUAL_AUTO_REPLY_LIMITS[name] : limit;
  }),
});

export const autoReplyErrors = ({ active, template, limits }: AutoReplyValues): readonly FieldError[] =>
  !active
    ? []
    : [
        ...(template === '' ? [{ path: 'autoReply.template', id: 'settings.error.required' } as const] : []),
        ...LIMIT_NAMES.filter((name) => Number.isNaN(parseLimit(name, limits[name]))).map(
          (name) => ({ path: `autoReply.limits.${name}`, id: 'auto-reply.invalid-limit' }) as const,
        ),
      ];

/** Those that can show an error. */
export const AUTO_REPLY_FIELDS = [
  'autoReply.active',
  'autoReply.template',
  ...LIMIT_NAMES.map((name) => `autoReply.limits.${name}`),
];

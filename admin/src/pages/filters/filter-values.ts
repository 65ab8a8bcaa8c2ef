/** A filter as its form holds it: criteria and actions as rows. Pure: no React, no requests. */
import type {
  FilterActionKind,
  FilterActionView,
  FilterCriteria,
  FilterCriterion,
  FilterDetail,
  FilterInput,
  FilterScopeRef,
} from '../../../../server/src/api/contracts';
import type { FieldError } from '../settings/form-errors';

export const CRITERIA: readonly FilterCriterion[] = [
  'from',
  'to',
  'cc',
  'subject',
  'bodyContains',
  'bodyContainsAll',
  'hasAttachment',
  'classifications',
];

type Classification = FilterCriteria['classifications'][number];
type Priority = Extract<FilterActionView, { kind: 'set-priority' }>['priority'];

export interface CriterionRow {
  readonly criterion: FilterCriterion;
  /** a pattern, phrases line by line, or `yes` and `no` */
  readonly value: string;
  readonly kinds: readonly Classification[];
}

export interface ActionRow {
  readonly kind: FilterActionKind;
  /** what it names: a folder, user, team, priority, tag or action of the app; empty where it names nothing, or nothing yet */
  readonly target: string;
}

export interface FilterValues {
  readonly name: string;
  readonly active: boolean;
  readonly stop: boolean;
  readonly criteria: readonly CriterionRow[];
  readonly actions: readonly ActionRow[];
}

export const NEW_FILTER: FilterValues = {
  name: '',
  active: true,
  stop: true,
  criteria: [{ criterion: 'from', value: '', kinds: [] }],
  actions: [],
};

const ATTACHMENT = { yes: true, no: false } as const;

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function rowOf(criterion: FilterCriterion, criteria: FilterCriteria): CriterionRow | null {
  const none = { criterion, value: '', kinds: [] };
  const given = criteria[criterion];
  if (given === null) return null;
  if (typeof given === 'string') return { ...none, value: given };
  if (typeof given === 'boolean') return { ...none, value: given ? 'yes' : 'no' };
  if (given.length === 0) return null;
  return criterion === 'classifications'
    ? { ...none, kinds: criteria.classifications }
    : { ...none, value: given.join('\n') };
}

const targetOf = (action: FilterActionView): string => {
  if ('folder' in action) return action.folder ?? '';
  if ('user' in action) return String(action.user ?? '');
  if ('team' in action) return action.team ?? '';
  if ('priority' in action) return action.priority;
  if ('name' in action) return action.name;
  return 'tag' in action ? action.tag : '';
};

export const filterValues = ({ name, active, stop, criteria, actions }: FilterDetail): FilterValues => ({
  name,
  active,
  stop,
  criteria: CRITERIA.flatMap((criterion) => rowOf(criterion, criteria) ?? []),
  actions: actions.map((action) => ({ kind: action.kind, target: targetOf(action) })),
});

const isAttachment = (value: string): value is keyof typeof ATTACHMENT => value in ATTACHMENT;

export function toCriteria(rows: readonly CriterionRow[]): FilterCriteria {
  const row = (criterion: FilterCriterion) => rows.find((candidate) => candidate.criterion === criterion);
  const pattern = (criterion: FilterCriterion): string | null => row(criterion)?.value.trim() || null;
  const attachment = row('hasAttachment')?.value ?? '';
  return {
    from: pattern('from'),
    to: pattern('to'),
    cc: pattern('cc'),
    subject: pattern('subject'),
    bodyContains: lines(row('bodyContains')?.value ?? ''),
    bodyContainsAll: lines(row('bodyContainsAll')?.value ?? ''),
    hasAttachment: isAttachment(attachment) ? ATTACHMENT[attachment] : null,
    classifications: row('classifications')?.kinds ?? [],
  };
}

export function toAction({ kind, target }: ActionRow): FilterActionView {
  switch (kind) {
    case 'move-to-folder':
    case 'move-to-group-folder':
      return { kind, folder: target || null };
    case 'assign-user':
      return { kind, user: target === '' ? null : Number(target) };
    case 'assign-team':
      return { kind, team: target || null };
    case 'set-priority':
      return { kind, priority: target as Priority };
    case 'add-tag':
      return { kind, tag: target.trim() };
    case 'custom':
      return { kind, name: target };
    default:
      return { kind };
  }
}

/** @param stored the filter that is changed; null makes a new one of this scope */
export function toFilterInput(
  { name, active, stop, criteria, actions }: FilterValues,
  scope: FilterScopeRef,
  stored: FilterDetail | null,
): FilterInput {
  return {
    name: name.trim(),
    active,
    stop,
    criteria: toCriteria(criteria),
    actions: actions.map(toAction),
    ...(stored === null ? { scope } : { version: stored.version }),
  };
}

const NAMES_NOTHING: readonly FilterActionKind[] = [
  'skip',
  'mark-read',
  'mark-important',
  'no-notification',
  'no-case',
];

/** Whether an action of this kind names a folder, user, team, priority or tag. */
export const namesTarget = (kind: FilterActionKind): boolean => !NAMES_NOTHING.includes(kind);

const isBlank = ({ criterion, value, kinds }: CriterionRow): boolean =>
  criterion === 'classifications' ? kinds.length === 0 : value.trim() === '';

/** What is missing before a filter can be tried. */
export function validateRows({ criteria, actions }: FilterValues): readonly FieldError[] {
  return [
    ...(criteria.length === 0 ? [{ path: 'criteria', id: 'settings.error.no-criteria' } as const] : []),
    ...criteria
      .filter(isBlank)
      .map(({ criterion }) => ({ path: `criteria.${criterion}`, id: 'settings.error.required' }) as const),
    ...(actions.length === 0 ? [{ path: 'actions', id: 'settings.error.no-actions' } as const] : []),
    ...actions.flatMap(({ kind, target }, index) =>
      namesTarget(kind) && target.trim() === ''
        ? [{ path: `actions.${index}`, id: 'settings.error.required' } as const]
        : [],
    ),
  ];
}

/** What is missing before a filter can be saved. */
export const validateFilter = (values: FilterValues): readonly FieldError[] => [
  ...(values.name.trim() === '' ? [{ path: 'name', id: 'settings.error.required' } as const] : []),
  ...validateRows(values),
];

/** The fields that can show what the server refuses. */
export const filterFieldNames = ({ criteria, actions }: FilterValues): readonly string[] => [
  'name',
  ...criteria.map(({ criterion }) => `criteria.${criterion}`),
  ...actions.map((_action, index) => `actions.${index}`),
  'criteria',
  'actions',
];

/** One text for each scope, as it stands in addresses. */
export const scopeKey = (scope: FilterScopeRef): string => {
  if (scope.kind === 'global') return scope.kind;
  return `${scope.kind}:${scope.kind === 'user' ? scope.user : scope.account}`;
};

/** Moves one item to another place; the others keep their order. */
export function moveTo<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const moved = items[from];
  if (moved === undefined || to < 0 || to >= items.length || from === to) return items;
  const rest = items.filter((_item, index) => index !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** Criteria, actions and scopes in the user's words. */
import { useText, type Text } from '../../hooks/useText';
import type {
  FilterActionView,
  FilterCriteria,
  FilterCriterion,
  FilterGroup,
  FilterScopeKind,
  FilterScopeRef,
} from '../../../../server/src/api/contracts';
import { CRITERIA } from './filter-values';
import { useFilterText, type FilterText } from './texts';

export interface FilterWords {
  readonly criterion: (criterion: FilterCriterion) => string;
  /** all criteria of a filter, one text each */
  readonly criteria: (criteria: FilterCriteria) => readonly string[];
  readonly action: (kind: FilterActionView['kind'], scope: FilterScopeKind) => string;
  /** @param target the name of the folder, user or team */
  readonly fullAction: (action: FilterActionView, scope: FilterScopeKind, target: string) => string;
  readonly scope: (group: Pick<FilterGroup, 'scope' | 'name'>, userId: number | null) => string;
}

const valueOf = (criterion: FilterCriterion, criteria: FilterCriteria, t: FilterText, text: Text): string => {
  const given = criteria[criterion];
  if (given === null) return '';
  if (typeof given === 'string') return given;
  if (typeof given === 'boolean') return t(given ? 'filters.attachment.yes' : 'filters.attachment.no');
  if (criterion === 'classifications')
    return criteria.classifications.map((kind) => text(`classification.${kind}`)).join(', ');
  return given.map((phrase) => `“${phrase}”`).join(', ');
};

const isGone = (action: FilterActionView): boolean =>
  ('folder' in action && action.folder === null) ||
  ('user' in action && action.user === null) ||
  ('team' in action && action.team === null);

/** An action of the app that it no longer registers has no label. */
const isLost = (action: FilterActionView, target: string): boolean =>
  action.kind === 'custom' && target === '';

const scopeText = (
  { kind, ...scope }: FilterScopeRef & { readonly user?: number },
  name: string,
  userId: number | null,
  t: FilterText,
): string => {
  if (kind === 'global') return t('filters.scope.global');
  if (kind !== 'user') return name;
  return scope.user === userId ? t('filters.scope.user') : t('filters.scope.user-of', { name });
};

export const useFilterWords = (): FilterWords => {
  const t = useFilterText();
  const text = useText();
  const action: FilterWords['action'] = (kind, scope) =>
    t(kind === 'skip' && scope === 'user' ? 'filters.action.skip-own' : `filters.action.${kind}`);
  return {
    criterion: (criterion) => t(`filters.criterion.${criterion}`),
    criteria: (criteria) =>
      CRITERIA.flatMap((criterion) => {
        const value = valueOf(criterion, criteria, t, text);
        return value === '' ? [] : [`${t(`filters.criterion.${criterion}`)}: ${value}`];
      }),
    action,
    fullAction: (given, scope, target) => {
      const detail =
        isGone(given) || isLost(given, target)
          ? t('filters.target.gone')
          : given.kind === 'set-priority'
            ? text(`priority.${given.priority}`)
            : given.kind === 'add-tag'
              ? given.tag
              : target;
      return detail === '' ? action(given.kind, scope) : `${action(given.kind, scope)}: ${detail}`;
    },
    scope: ({ scope, name }, userId) => scopeText(scope, name, userId, t),
  };
};

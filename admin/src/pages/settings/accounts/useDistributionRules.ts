/** Rules of the app's own by which group accounts can distribute, and how a stored one is called. */
import type { CaseDistribution } from '../../../../../server/src/api/contracts';
import { useGetExtensionsQuery } from '../../../services/operations';
import { customRule } from '../../../../../server/src/domain/distribution-kind';
import { useText } from '../texts';

export interface DistributionChoice {
  readonly value: CaseDistribution;
  readonly label: string;
  readonly explained: string;
}

const BUILT_IN = ['none', 'direct-assignment', 'round-robin', 'least-busy'] as const;

/** @param chosen is offered too where the app does not have it any more */
export function useDistributionRules(chosen: CaseDistribution): {
  readonly choices: readonly DistributionChoice[];
  /** what a rule is called */
  readonly nameOf: (distribution: CaseDistribution) => string;
} {
  const t = useText();
  const { data: extensions } = useGetExtensionsQuery();
  const rules = (extensions ?? []).filter(({ kind }) => kind === 'distribution-rule');
  const labelOf = (name: string): string | null => rules.find((rule) => rule.name === name)?.label ?? null;
  const nameOf = (distribution: CaseDistribution): string => {
    const name = customRule(distribution);
    if (name === null) return t(`settings.distribution.${distribution as (typeof BUILT_IN)[number]}`);
    // While the rules load, nothing is known to be gone.
    return (
      labelOf(name) ?? (extensions === undefined ? name : t('settings.distribution.custom-gone', { name }))
    );
  };
  const own = rules.map(({ name, label }): DistributionChoice => ({
    value: `custom:${name}`,
    label,
    explained: t('settings.distribution.custom.explained'),
  }));
  const name = customRule(chosen);
  const isGone = extensions !== undefined && name !== null && labelOf(name) === null;
  return {
    choices: [
      ...BUILT_IN.map((value) => ({
        value,
        label: t(`settings.distribution.${value}`),
        explained: t(`settings.distribution.${value}.explained`),
      })),
      ...own,
      ...(isGone
        ? [
            {
              value: chosen,
              label: nameOf(chosen),
              explained: t('settings.distribution.custom-gone.explained'),
            },
          ]
        : []),
    ],
    nameOf,
  };
}

/** The states of a case as small chips. A state is always written out, never told by its colour alone. */
import { Status, Typography } from '@strapi/design-system';
import { useText } from '../hooks/useText';
import { PRIORITY_VARIANTS, STATUS_VARIANTS, type ChipVariant } from '../utils/chips';
import type { CasePriority, CaseStatus } from '../../../server/src/api/contracts';

/** The yellow of the light theme is too pale to be read on its own background. */
const TEXT_COLORS = {
  alternative: 'alternative700',
  danger: 'danger700',
  neutral: 'neutral700',
  secondary: 'secondary700',
  success: 'success700',
  warning: 'neutral800',
} as const satisfies Record<ChipVariant, string>;

interface ChipProps {
  readonly variant?: ChipVariant;
  readonly children: React.ReactNode;
}

export const Chip = ({ variant = 'neutral', children }: ChipProps) => (
  <Status size="XS" variant={variant} shrink={0}>
    <Typography
      variant="sigma"
      fontWeight="regular"
      textTransform="none"
      textColor={TEXT_COLORS[variant]}
      style={{ whiteSpace: 'nowrap' }}
    >
      {children}
    </Typography>
  </Status>
);

export const CaseNumber = ({ number }: { readonly number: number }) => <Chip>#{number}</Chip>;

export const StatusChip = ({ status }: { readonly status: CaseStatus }) => {
  const text = useText();
  return <Chip variant={STATUS_VARIANTS[status]}>{text(`status.${status}`)}</Chip>;
};

/** Shows nothing for the normal priority, which most cases have. */
export const PriorityChip = ({ priority }: { readonly priority: CasePriority }) => {
  const text = useText();
  if (priority === 'normal') return null;
  return <Chip variant={PRIORITY_VARIANTS[priority]}>{text(`priority.${priority}`)}</Chip>;
};

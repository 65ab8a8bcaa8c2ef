/** The states of a case as small chips. A state is always written out, never told by its colour alone. */
import { styled } from 'styled-components';
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

/** As the design system's status looks, in one element: a list shows some of them in every row. */
const Mark = styled.span<{ readonly $variant: ChipVariant }>`
  display: block;
  flex-shrink: 0;
  padding: 0.2rem 0.6rem;
  border: 1px solid ${({ theme, $variant }) => theme.colors[`${$variant}200`]};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $variant }) => theme.colors[`${$variant}100`]};
  color: ${({ theme, $variant }) => theme.colors[TEXT_COLORS[$variant]]};
  font-size: ${({ theme }) => theme.fontSizes[0]};
  font-weight: ${({ theme }) => theme.fontWeights.regular};
  line-height: ${({ theme }) => theme.lineHeights[5]};
  white-space: nowrap;
`;

interface ChipProps {
  readonly variant?: ChipVariant;
  readonly children: React.ReactNode;
}

export const Chip = ({ variant = 'neutral', children }: ChipProps) => (
  <Mark $variant={variant}>{children}</Mark>
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

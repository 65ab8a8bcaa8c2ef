/** How a webhook or a delivery is, as a coloured word. */
import { Status, Typography } from '@strapi/design-system';

interface StateBadgeProps {
  readonly tone: 'success' | 'danger' | 'warning' | 'secondary' | 'neutral';
  readonly children: string;
}

export const StateBadge = ({ tone, children }: StateBadgeProps) => (
  <Status variant={tone} size="S">
    <Typography tag="span" variant="omega" fontWeight="semiBold" textColor={`${tone}700`}>
      {children}
    </Typography>
  </Status>
);

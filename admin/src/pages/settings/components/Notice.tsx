/** A lasting remark within a page, which unlike the design system's Alert cannot be closed. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';

const LOOKS = {
  info: { Icon: Information, background: 'secondary100', border: 'secondary200', icon: 'secondary600' },
  success: { Icon: CheckCircle, background: 'success100', border: 'success200', icon: 'success600' },
  warning: { Icon: WarningCircle, background: 'warning100', border: 'warning200', icon: 'warning600' },
  danger: { Icon: WarningCircle, background: 'danger100', border: 'danger200', icon: 'danger600' },
} as const;

interface NoticeProps {
  readonly tone: keyof typeof LOOKS;
  readonly title?: string;
  readonly children?: ReactNode;
  /** `alert` is read out at once, `status` when the reader is idle; without it nothing is announced */
  readonly role?: 'alert' | 'status';
}

export const Notice = ({ tone, title, children, role }: NoticeProps) => {
  const { Icon, background, border, icon } = LOOKS[tone];
  return (
    <Box background={background} borderColor={border} hasRadius padding={4} role={role}>
      <Flex alignItems="flex-start" gap={3}>
        <Box paddingTop="2px" shrink={0}>
          <Icon aria-hidden fill={icon} width="1.6rem" height="1.6rem" />
        </Box>
        <Flex direction="column" alignItems="stretch" gap={1} minWidth={0} flex="1">
          {title !== undefined && (
            <Typography tag="p" fontWeight="bold" textColor="neutral800">
              {title}
            </Typography>
          )}
          {typeof children === 'string' ? (
            <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {children}
            </Typography>
          ) : (
            children
          )}
        </Flex>
      </Flex>
    </Box>
  );
};

/** The head of what is open: the way back on a narrow screen, the subject, and a line of the caller's. */
import { useEffect, useRef } from 'react';
import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { useIsDesktop } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { useText } from '../../../hooks/useText';
import { placePath, type Place } from '../../../utils/paths';

interface PaneHeaderProps {
  readonly place: Place;
  readonly subject: string;
  /** small facts beside the subject */
  readonly chips?: React.ReactNode;
  readonly children?: React.ReactNode;
}

export const PaneHeader = ({ place, subject, chips, children }: PaneHeaderProps) => {
  const text = useText();
  const navigate = useNavigate();
  const isDesktop = useIsDesktop();
  const heading = useRef<HTMLHeadingElement>(null);
  // The row that had the focus is gone on a narrow screen, so the focus follows to what was opened.
  useEffect(() => {
    if (!isDesktop) heading.current?.focus();
  }, [isDesktop]);
  return (
    <Box
      tag="header"
      background="neutral0"
      padding={4}
      borderColor="neutral150"
      borderWidth="0 0 1px 0"
      borderStyle="solid"
    >
      <Flex gap={2} paddingBottom={2}>
        {!isDesktop && (
          <IconButton label={text('action.back')} variant="ghost" onClick={() => navigate(placePath(place))}>
            <ArrowLeft />
          </IconButton>
        )}
        <Typography
          tag={isDesktop ? 'h2' : 'h1'}
          ref={heading}
          tabIndex={-1}
          variant="delta"
          fontWeight="bold"
          flex="1"
          dir="auto"
          overflow="hidden"
          style={{ overflowWrap: 'anywhere', outline: 'none' }}
        >
          {subject || text('list.no-subject')}
        </Typography>
        {chips}
      </Flex>
      {children}
    </Box>
  );
};

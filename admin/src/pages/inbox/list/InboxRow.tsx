/** One row of a list: who, about what, when, and whatever the list adds in the last line. */
import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText } from '../../../hooks/useText';
import type { Timestamp } from '../../../../../server/src/api/contracts';

const RowLink = styled(Link)`
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  gap: 2px ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  color: ${({ theme }) => theme.colors.neutral800};
  text-decoration: none;

  &:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  &[aria-current='true'] {
    background: ${({ theme }) => theme.colors.primary100};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
  > .whole-line {
    grid-column: 1 / -1;
  }
`;

export interface InboxRowProps {
  readonly to: string;
  readonly open: boolean;
  readonly unread: boolean;
  readonly who: string;
  /** mails in the conversation; one is not worth a number */
  readonly count?: number;
  readonly subject: string;
  /** empty, or a line of the text */
  readonly snippet: React.ReactNode;
  readonly at: Timestamp;
  readonly chips: React.ReactNode;
}

export const InboxRow = ({ to, open, unread, who, count = 1, ...row }: InboxRowProps) => {
  const text = useText();
  const weight = unread ? 'bold' : 'regular';
  return (
    <RowLink to={to} data-inbox-row aria-current={open ? 'true' : undefined}>
      <Typography ellipsis fontWeight={weight} dir="auto">
        {unread && <VisuallyHidden>{text('list.unread')}</VisuallyHidden>}
        {who}
        {count > 1 && (
          <>
            <span aria-hidden> · {count}</span>
            <VisuallyHidden>{text('list.mails', { count })}</VisuallyHidden>
          </>
        )}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        <RelativeTime at={row.at} />
      </Typography>
      <Typography className="whole-line" ellipsis fontWeight={weight} dir="auto">
        {row.subject || text('list.no-subject')}
      </Typography>
      {row.snippet && (
        <Typography className="whole-line" ellipsis variant="pi" textColor="neutral600" dir="auto">
          {row.snippet}
        </Typography>
      )}
      <Flex className="whole-line" gap={2} paddingTop={1} wrap="wrap">
        {row.chips}
      </Flex>
    </RowLink>
  );
};

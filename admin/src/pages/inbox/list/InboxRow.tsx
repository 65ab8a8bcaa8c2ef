/** One row of a list: who, about what, when, and whatever the list adds in the last line; or all of it in one line. */
import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { css, styled } from 'styled-components';
import { RelativeTime } from '../../../components/RelativeTime';
import { useDensity, type Density } from '../../../hooks/useDensity';
import { useText } from '../../../hooks/useText';
import type { Timestamp } from '../../../../../server/src/api/contracts';

const comfortable = css`
  grid-template-columns: minmax(0, 1fr) auto;
  gap: 2px ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};

  > .whole-line {
    grid-column: 1 / -1;
  }
`;

/** Chips have room where the list is as wide as the page. */
const compact = css`
  grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) auto auto;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};

  > .chips {
    max-width: 24rem;
    overflow: hidden;
  }
  @container (max-width: 56rem) {
    > .chips {
      display: none;
    }
  }
`;

const RowLink = styled(Link)<{ $density: Density; $color: string | undefined }>`
  position: relative;
  display: grid;
  ${({ $density }) => ($density === 'compact' ? compact : comfortable)}
  color: ${({ theme }) => theme.colors.neutral800};
  text-decoration: none;

  &::before {
    content: '';
    position: absolute;
    inset-block: ${({ theme }) => theme.spaces[2]};
    inset-inline-start: 0;
    width: 3px;
    border-radius: 2px;
    background: ${({ $color }) => $color ?? 'transparent'};
  }
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
  /** of the team whose it is, as a line at the side */
  readonly color?: string | undefined;
}

const Who = ({ unread, who, count = 1 }: Pick<InboxRowProps, 'unread' | 'who' | 'count'>) => {
  const text = useText();
  return (
    <Typography ellipsis fontWeight={unread ? 'bold' : 'regular'} dir="auto">
      {unread && <VisuallyHidden>{text('list.unread')}</VisuallyHidden>}
      {who}
      {count > 1 && (
        <>
          <span aria-hidden> · {count}</span>
          <VisuallyHidden>{text('list.mails', { count })}</VisuallyHidden>
        </>
      )}
    </Typography>
  );
};

export const InboxRow = ({ to, open, unread, who, count = 1, color, ...row }: InboxRowProps) => {
  const text = useText();
  const density = useDensity();
  const time = (
    <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
      <RelativeTime at={row.at} />
    </Typography>
  );
  const subject = (
    <Typography className="whole-line" ellipsis fontWeight={unread ? 'bold' : 'regular'} dir="auto">
      {row.subject || text('list.no-subject')}
    </Typography>
  );
  const link = {
    to,
    $density: density,
    $color: color,
    // A row can be dragged, its link alone would carry its address.
    draggable: false,
    'data-inbox-row': true,
    'aria-current': open ? ('true' as const) : undefined,
  };
  if (density === 'compact')
    return (
      <RowLink {...link} title={typeof row.snippet === 'string' ? row.snippet : undefined}>
        <Who unread={unread} who={who} count={count} />
        {subject}
        <Flex className="chips" gap={1}>
          {row.chips}
        </Flex>
        {time}
      </RowLink>
    );
  return (
    <RowLink {...link}>
      <Who unread={unread} who={who} count={count} />
      {time}
      {subject}
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

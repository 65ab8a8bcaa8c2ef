/** Cases and mail of a record as lists that grow on demand; used beside the record in the content manager and on a page of their own. */
import { Button, Flex, Typography } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { CaseNumber, StatusChip } from '../../components/chips';
import { RelativeTime } from '../../components/RelativeTime';
import { useText } from '../../hooks/useText';
import {
  useGetRecordCasesQuery,
  useGetRecordMailsQuery,
  useGetRecordOverviewQuery,
} from '../../services/records';
import { casePath, mailPath } from './record-paths';
import type { CaseRow, RecordLinkInput, RecordMail } from '../../../../server/src/api/contracts';

/** Rows that every click on *more* adds. */
const MORE = 20;

interface RecordListProps {
  readonly record: RecordLinkInput;
  /** rows to begin with */
  readonly first: number;
}

const RowLink = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  overflow-wrap: anywhere;
`;

export const RecordCases = ({ record, first }: RecordListProps) => {
  const text = useText();
  const [size, setSize] = useState(first);
  const { data: overview } = useGetRecordOverviewQuery(record, { refetchOnMountOrArgChange: true });
  const { data, isFetching } = useGetRecordCasesQuery(
    { ...record, size },
    { refetchOnMountOrArgChange: true },
  );
  // Who may read mail alone is refused, and is shown mail alone.
  if (data === undefined) return null;
  return (
    <List
      title={text('record.cases')}
      count={overview?.cases}
      note={
        overview === undefined || overview.cases === 0
          ? undefined
          : text('record.open-cases', { count: overview.openCases })
      }
      empty={text('record.no-cases')}
      isLoading={isFetching}
      more={data.nextCursor === null ? null : () => setSize(size + MORE)}
    >
      {data.items.map((row) => (
        <CaseLine key={row.id} row={row} />
      ))}
    </List>
  );
};

const CaseLine = ({ row }: { readonly row: CaseRow }) => (
  <Flex tag="li" direction="column" alignItems="stretch" gap={1}>
    <RowLink to={casePath(row)} dir="auto">
      {row.subject || `#${row.number}`}
    </RowLink>
    <Flex gap={2} wrap="wrap">
      <CaseNumber number={row.number} />
      <StatusChip status={row.status} />
      <Typography variant="pi" textColor="neutral600">
        <RelativeTime at={row.lastActivityAt} />
      </Typography>
    </Flex>
  </Flex>
);

export const RecordMails = ({ record, first }: RecordListProps) => {
  const text = useText();
  const [size, setSize] = useState(first);
  const { data: overview } = useGetRecordOverviewQuery(record, { refetchOnMountOrArgChange: true });
  const { data, error, isFetching } = useGetRecordMailsQuery(
    { ...record, size },
    { refetchOnMountOrArgChange: true },
  );
  if (error !== undefined && data === undefined)
    return (
      <Typography role="alert" variant="pi" textColor="danger700">
        {text('error.load')}
      </Typography>
    );
  if (data === undefined) return null;
  return (
    <List
      title={text('record.mails')}
      count={overview?.mails}
      empty={text('record.no-mails')}
      isLoading={isFetching}
      more={data.nextCursor === null ? null : () => setSize(size + MORE)}
    >
      {data.items.map((mail) => (
        <MailLine key={mail.id} mail={mail} />
      ))}
    </List>
  );
};

const MailLine = ({ mail }: { readonly mail: RecordMail }) => {
  const text = useText();
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={1}>
      <RowLink to={mailPath(mail)} dir="auto">
        {mail.subject || text('list.no-subject')}
      </RowLink>
      <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
        {text(mail.direction === 'out' ? 'record.sent' : 'record.received', {
          from: mail.from.name || mail.from.address,
        })}
        {' · '}
        <RelativeTime at={mail.date} />
      </Typography>
    </Flex>
  );
};

interface ListProps {
  readonly title: string;
  /** of all rows; undefined while it is not known */
  readonly count: number | undefined;
  readonly note?: string | undefined;
  readonly empty: string;
  readonly isLoading: boolean;
  /** null: everything is shown */
  readonly more: (() => void) | null;
  readonly children: readonly ReactNode[];
}

const List = ({ title, count, note, empty, isLoading, more, children }: ListProps) => {
  const text = useText();
  return (
    <Flex tag="section" aria-label={title} direction="column" alignItems="stretch" gap={2}>
      <Flex gap={2} wrap="wrap">
        <Typography tag="h3" variant="sigma" textColor="neutral600">
          {count === undefined || count === 0 ? title : `${title} (${count})`}
        </Typography>
        {note !== undefined && (
          <Typography variant="pi" textColor="neutral600">
            {note}
          </Typography>
        )}
      </Flex>
      {children.length === 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {empty}
        </Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
          {children}
        </Flex>
      )}
      {more !== null && (
        <Button variant="tertiary" size="S" loading={isLoading} onClick={more}>
          {text('record.more')}
        </Button>
      )}
    </Flex>
  );
};

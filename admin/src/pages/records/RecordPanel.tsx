/**
 * Beside a record in the content manager: its mail and its cases, and following it. Shown for content types with a rule,
 * to who may read cases or mail.
 */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Bell } from '@strapi/icons';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { CaseNumber, StatusChip } from '../../components/chips';
import { RelativeTime } from '../../components/RelativeTime';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import {
  useGetLinkedTypesQuery,
  useGetRecordCasesQuery,
  useGetRecordFollowQuery,
  useGetRecordMailsQuery,
  useSetRecordFollowMutation,
} from '../../services/records';
import { ComposeButton } from '../compose/ComposeButton';
import { casePath, mailPath } from './record-paths';
import type { CaseRow, RecordLinkInput, RecordMail } from '../../../../server/src/api/contracts';

const FIRST = 5;
const MORE = 20;

const RowLink = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  overflow-wrap: anywhere;
`;

interface PanelProps {
  readonly model: string;
  readonly documentId?: string;
}

/** A panel as the content manager takes it; null shows none. It is called as a hook. */
export const RecordPanel = ({
  model,
  documentId,
}: PanelProps): { readonly title: string; readonly content: ReactNode } | null => {
  const text = useText();
  const types = useGetLinkedTypesQuery();
  const isLinked = types.data?.some(({ uid }) => uid === model) === true;
  if (!isLinked || documentId === undefined || documentId === 'create') return null;
  return {
    title: text('record.title'),
    content: <RecordMailAndCases key={documentId} record={{ uid: model, documentId }} />,
  };
};

const RecordMailAndCases = ({ record }: { readonly record: RecordLinkInput }) => (
  <Flex direction="column" alignItems="stretch" gap={4} width="100%">
    <ComposeButton record={record} />
    <FollowButton record={record} />
    <Cases record={record} />
    <Mails record={record} />
  </Flex>
);

const FollowButton = ({ record }: { readonly record: RecordLinkInput }) => {
  const text = useText();
  const report = useReport();
  const { data } = useGetRecordFollowQuery(record);
  const [setFollow, { isLoading }] = useSetRecordFollowMutation();
  if (data === undefined) return null;
  const toggle = async () => {
    const result = await setFollow({ record, following: !data.following });
    if ('error' in result) report.failure(result.error);
  };
  return (
    <Button
      variant={data.following ? 'secondary' : 'tertiary'}
      startIcon={<Bell />}
      loading={isLoading}
      aria-pressed={data.following}
      onClick={() => void toggle()}
    >
      {text(data.following ? 'record.unfollow' : 'record.follow')}
    </Button>
  );
};

const Cases = ({ record }: { readonly record: RecordLinkInput }) => {
  const text = useText();
  const [limit, setLimit] = useState(FIRST);
  const { data } = useGetRecordCasesQuery({ ...record, limit }, { refetchOnMountOrArgChange: true });
  // Who may read mail alone is refused, and is shown mail alone.
  if (data === undefined) return null;
  return (
    <List
      title={text('record.cases')}
      empty={text('record.no-cases')}
      more={data.nextCursor !== null && limit === FIRST ? () => setLimit(MORE) : null}
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

const Mails = ({ record }: { readonly record: RecordLinkInput }) => {
  const text = useText();
  const [limit, setLimit] = useState(FIRST);
  const { data, error } = useGetRecordMailsQuery({ ...record, limit }, { refetchOnMountOrArgChange: true });
  if (error !== undefined)
    return (
      <Typography role="alert" variant="pi" textColor="danger700">
        {text('error.load')}
      </Typography>
    );
  if (data === undefined) return null;
  return (
    <List
      title={text('record.mails')}
      empty={text('record.no-mails')}
      more={data.nextCursor !== null && limit === FIRST ? () => setLimit(MORE) : null}
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
  readonly empty: string;
  /** null: everything is shown, or as much as a side panel holds */
  readonly more: (() => void) | null;
  readonly children: readonly ReactNode[];
}

const List = ({ title, empty, more, children }: ListProps) => {
  const text = useText();
  return (
    <Flex tag="section" aria-label={title} direction="column" alignItems="stretch" gap={2}>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {title}
      </Typography>
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
        <Button variant="tertiary" size="S" onClick={more}>
          {text('record.more')}
        </Button>
      )}
    </Flex>
  );
};

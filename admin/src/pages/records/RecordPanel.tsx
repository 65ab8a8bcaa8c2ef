/**
 * Beside a record in the content manager: its mail and its cases, following it, and the way to Mailroom. Shown for content types with a
 * rule, to who may read cases or mail.
 */
import { Flex, LinkButton } from '@strapi/design-system';
import { Mail } from '@strapi/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useText } from '../../hooks/useText';
import { useGetLinkedTypesQuery } from '../../services/records';
import { ComposeButton } from '../compose/ComposeButton';
import { recordPath } from './record-paths';
import { RecordFollowButton } from './RecordFollowButton';
import { RecordCases, RecordMails } from './RecordLists';
import type { RecordLinkInput } from '../../../../server/src/api/contracts';

/** Rows that a side panel begins with. */
const FIRST = 5;

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
  const isLinked = useIsLinked(model);
  if (!isLinked || documentId === undefined || documentId === 'create') return null;
  return {
    title: text('record.title'),
    content: <RecordMailAndCases key={documentId} record={{ uid: model, documentId }} />,
  };
};

/** Whether records of this content type show their mail to the reading user. */
export function useIsLinked(model: string): boolean {
  const types = useGetLinkedTypesQuery();
  return types.data?.some(({ uid }) => uid === model) === true;
}

const RecordMailAndCases = ({ record }: { readonly record: RecordLinkInput }) => {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <ComposeButton record={record} />
      <RecordFollowButton record={record} />
      <LinkButton tag={Link} to={recordPath(record)} variant="tertiary" startIcon={<Mail />}>
        {text('record.open-in-mailroom')}
      </LinkButton>
      <RecordCases record={record} first={FIRST} />
      <RecordMails record={record} first={FIRST} />
    </Flex>
  );
};

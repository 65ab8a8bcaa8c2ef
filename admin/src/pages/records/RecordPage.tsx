/** All mail and all cases of one record of the CMS, within Mailroom. */
import { Box, Flex, Grid, LinkButton } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link, useParams } from 'react-router-dom';
import { PageMain } from '../../components/widths';
import { EmptyState, FailureState, Skeleton } from '../../components/states';
import { useText } from '../../hooks/useText';
import { useGetRecordOverviewQuery } from '../../services/records';
import { ComposeButton } from '../compose/ComposeButton';
import { SidePage } from '../inbox/SidePage';
import type { Me, RecordLinkInput, RecordOverview } from '../../../../server/src/api/contracts';
import { contentPath } from './record-paths';
import { RecordFollowButton } from './RecordFollowButton';
import { RecordCases, RecordMails } from './RecordLists';

const FIRST = 20;

export const RecordPage = ({ me }: { readonly me: Me }) => {
  const { uid = '', documentId = '' } = useParams();
  return (
    <SidePage me={me}>
      <PageMain>
        <Content key={`${uid} ${documentId}`} record={{ uid, documentId }} />
      </PageMain>
    </SidePage>
  );
};

const isUnknown = (error: object): boolean => 'status' in error && error.status === 404;

const Content = ({ record }: { readonly record: RecordLinkInput }) => {
  const text = useText();
  const { data: overview, error, refetch } = useGetRecordOverviewQuery(record);
  if (overview !== undefined) return <Known record={record} overview={overview} />;
  return (
    <>
      <Page.Title>{text('record.title')}</Page.Title>
      <Layouts.Header title={text('record.title')} subtitle={text('record.page.subtitle')} />
      <Layouts.Content>
        {error === undefined ? (
          <Skeleton blocks={4} label={text('record.loading')} />
        ) : isUnknown(error) ? (
          <EmptyState content={text('record.page.unknown')} />
        ) : (
          <FailureState error={error} onRetry={() => void refetch()} />
        )}
      </Layouts.Content>
    </>
  );
};

interface KnownProps {
  readonly record: RecordLinkInput;
  readonly overview: RecordOverview;
}

const Known = ({ record, overview: { label, typeName } }: KnownProps) => {
  const text = useText();
  const title = label || typeName;
  return (
    <>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={`${typeName} · ${text('record.page.subtitle')}`}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <RecordFollowButton record={record} />
            <ComposeButton record={record} />
            <LinkButton tag={Link} to={contentPath(record)} variant="tertiary">
              {text('record.page.content')}
            </LinkButton>
          </Flex>
        }
      />
      <Layouts.Content>
        <Grid.Root gap={6} paddingBottom={10}>
          {[RecordCases, RecordMails].map((List, place) => (
            <Grid.Item key={place} col={6} xs={12} direction="column" alignItems="stretch">
              <Box background="neutral0" shadow="tableShadow" hasRadius padding={5} height="100%">
                <List record={record} first={FIRST} />
              </Box>
            </Grid.Item>
          ))}
        </Grid.Root>
      </Layouts.Content>
    </>
  );
};

/** What is known around a case: who asks, linked records, earlier cases, and why it is here and with whom. */
import { useId } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { StatusChip } from '../../../components/chips';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText } from '../../../hooks/useText';
import { placePath, type CasePlace } from '../../../utils/paths';
import type { CaseDetail, TimelineEntry } from '../../../../../server/src/api/contracts';
import { CaseTags } from './CaseTags';
import { Followers } from './Followers';
import { LinkedRecords, useHasLinkedRecords } from './LinkedRecords';
import { Requester } from './Requester';
import { TypeSelect } from './TypeSelect';
import { WhyHere } from './WhyHere';

const PanelLink = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  overflow-wrap: anywhere;
`;

const Panel = styled(Flex)`
  overflow-y: auto;
  background: ${({ theme }) => theme.colors.neutral0};

  @media (min-width: 1280px) {
    width: 24rem;
    border-left: 1px solid ${({ theme }) => theme.colors.neutral150};
    padding: ${({ theme }) => theme.spaces[4]};
  }
`;

const Section = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => {
  const titleId = useId();
  return (
    <Flex tag="section" aria-labelledby={titleId} direction="column" alignItems="stretch" gap={1}>
      <Typography id={titleId} tag="h3" variant="sigma" textColor="neutral600">
        {title}
      </Typography>
      {children}
    </Flex>
  );
};

const EarlierCases = ({ detail, place }: Omit<ContextPanelProps, 'entries'>) => (
  <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
    {detail.earlierCases.map(({ id, number, subject, status }) => (
      <Flex tag="li" key={id} gap={2} justifyContent="space-between" alignItems="baseline">
        <PanelLink to={placePath(place, id)} dir="auto">
          #{number} {subject}
        </PanelLink>
        <StatusChip status={status} />
      </Flex>
    ))}
  </Flex>
);

const History = ({ detail }: { readonly detail: CaseDetail }) => {
  const text = useText();
  const moments = [
    { label: text('context.opened'), at: detail.createdAt },
    { label: text('context.first-response'), at: detail.firstResponseAt },
    { label: text('context.closed'), at: detail.closedAt },
  ];
  return (
    <Box tag="dl">
      {moments.map(({ label, at }) =>
        at ? (
          <Flex key={label} gap={2} justifyContent="space-between">
            <Typography tag="dt" variant="pi" textColor="neutral600">
              {label}
            </Typography>
            <Typography tag="dd" variant="pi">
              <RelativeTime at={at} />
            </Typography>
          </Flex>
        ) : null,
      )}
    </Box>
  );
};

interface ContextPanelProps {
  readonly detail: CaseDetail;
  readonly place: CasePlace;
  /** the stream, as far as it is there */
  readonly entries: readonly TimelineEntry[];
}

export const ContextPanel = ({ detail, place, entries }: ContextPanelProps) => {
  const text = useText();
  const hasLinkedRecords = useHasLinkedRecords(detail.links, detail.allowed.work);
  return (
    <Panel tag="aside" aria-label={text('context.title')} direction="column" alignItems="stretch" gap={5}>
      <Section title={text('context.requester')}>
        <Requester detail={detail} />
      </Section>
      <Section title={text('tags.title')}>
        <CaseTags detail={detail} />
      </Section>
      <Section title={text('type.title')}>
        <TypeSelect detail={detail} />
      </Section>
      {hasLinkedRecords && (
        <Section title={text('context.records')}>
          <LinkedRecords
            owner={{ kind: 'cases', id: detail.id }}
            links={detail.links}
            mayChange={detail.allowed.work}
          />
        </Section>
      )}
      {detail.earlierCases.length > 0 && (
        <Section title={text('context.earlier')}>
          <EarlierCases detail={detail} place={place} />
        </Section>
      )}
      {detail.account && (
        <Section title={text('context.account')}>
          <Typography style={{ overflowWrap: 'anywhere' }}>{detail.account.address}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {detail.teams.map(({ name }) => name).join(', ')}
          </Typography>
        </Section>
      )}
      <Section title={text('followers.title')}>
        <Followers detail={detail} />
      </Section>
      <Section title={text('why.title')}>
        <WhyHere detail={detail} entries={entries} />
      </Section>
      <Section title={text('context.history')}>
        <History detail={detail} />
      </Section>
    </Panel>
  );
};

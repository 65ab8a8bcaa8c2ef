/** What the app adds to Mailroom, and how it does: calls, failures, and whether it is left out for now. Empty where it adds nothing. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';
import type { ExtensionSummary } from '../../../../../server/src/api/contracts';
import { RelativeTime } from '../../../components/RelativeTime';
import { usePolling } from '../../../hooks/usePolling';
import { useGetExtensionsQuery } from '../../../services/operations';
import { Fact } from '../components/Fact';
import { Notice } from '../components/Notice';
import { useText } from '../texts';

const INTERVAL = 15_000;

export const Extensions = () => {
  const t = useText();
  const titleId = useId();
  const { data: extensions = [] } = useGetExtensionsQuery(undefined, usePolling(INTERVAL));
  if (extensions.length === 0) return null;
  return (
    <Box tag="section" aria-labelledby={titleId} paddingBottom={10}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography id={titleId} tag="h2" variant="beta">
            {t('settings.extensions.title')}
          </Typography>
          <Typography textColor="neutral600">{t('settings.extensions.since')}</Typography>
        </Flex>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
          {extensions.map((extension) => (
            <li key={`${extension.kind}:${extension.name}`}>
              <ExtensionCard extension={extension} />
            </li>
          ))}
        </Flex>
      </Flex>
    </Box>
  );
};

const ExtensionCard = ({ extension }: { readonly extension: ExtensionSummary }) => {
  const t = useText();
  const titleId = useId();
  const { formatNumber } = useIntl();
  const { kind, label, calls, failures, lastFailure, paused } = extension;
  return (
    <Box
      tag="article"
      aria-labelledby={titleId}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={5}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          <Typography id={titleId} tag="h3" variant="delta" fontWeight="bold">
            {label}
          </Typography>
          <Typography textColor="neutral600">{t(`settings.extensions.${kind}`)}</Typography>
        </Flex>
        <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start">
          <Fact label={t('settings.extensions.calls')}>{formatNumber(calls)}</Fact>
          <Fact label={t('settings.extensions.failures')}>{formatNumber(failures)}</Fact>
          {lastFailure !== null && (
            <Fact label={t('settings.extensions.last-failure')}>
              <Flex tag="span" direction="column" alignItems="flex-start">
                <RelativeTime at={lastFailure.at} />
                <Typography tag="code" variant="pi" textColor="neutral600">
                  {lastFailure.code}
                </Typography>
              </Flex>
            </Fact>
          )}
        </Flex>
        {paused && <Notice tone="warning">{t('settings.extensions.paused')}</Notice>}
      </Flex>
    </Box>
  );
};

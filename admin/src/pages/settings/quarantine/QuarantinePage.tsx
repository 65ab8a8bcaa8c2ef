/** Settings -> Mailroom -> Quarantine: mail that could not be handled, to be looked at and tried again. */
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useState } from 'react';
import { useReport } from '../../../hooks/useReport';
import { useGetQuarantineQuery, useRetryQuarantineMutation } from '../../../services/settings';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { useText } from '../texts';
import { QuarantineTable } from './QuarantineTable';

const PAGE_SIZE = 25;

const QuarantineList = () => {
  const t = useText();
  const [size, setSize] = useState(PAGE_SIZE);
  const query = useGetQuarantineQuery(size, { refetchOnMountOrArgChange: true });
  return (
    <SettingsList
      title={t('settings.quarantine.title')}
      subtitle={t('settings.quarantine.subtitle')}
      action={(query.data?.items.length ?? 0) > 0 ? <RetryAllButton /> : undefined}
    >
      <QueryState query={query}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyList text={t('settings.quarantine.empty')} />
          ) : (
            <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={10}>
              <QuarantineTable mails={items} />
              {nextCursor !== null && (
                <Flex justifyContent="center">
                  <Button
                    variant="tertiary"
                    loading={query.isFetching}
                    onClick={() => setSize(size + PAGE_SIZE)}
                  >
                    {t('settings.quarantine.more')}
                  </Button>
                </Flex>
              )}
            </Flex>
          )
        }
      </QueryState>
    </SettingsList>
  );
};

const RetryAllButton = () => {
  const t = useText();
  const report = useReport();
  const [retryAll, { isLoading }] = useRetryQuarantineMutation();
  const tryAgain = async () => {
    const result = await retryAll();
    if ('error' in result) return report.failure(result.error);
    const { filed, kept } = result.data;
    const words = t('settings.quarantine.retried-all', { filed, kept });
    return filed > 0 ? report.success(words) : report.warning(words);
  };
  return (
    <Button startIcon={<ArrowClockwise />} loading={isLoading} onClick={() => void tryAgain()}>
      {t('settings.quarantine.retry-all')}
    </Button>
  );
};

const QuarantinePage = () => (
  <ProtectedPage permissions={PERMISSIONS.quarantine}>
    <QuarantineList />
  </ProtectedPage>
);

export default QuarantinePage;

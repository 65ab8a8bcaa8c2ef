/** Settings -> Mailroom -> Quarantine: mail that could not be handled, to be looked at and tried again. */
import { Button, Flex } from '@strapi/design-system';
import { useState } from 'react';
import { useGetQuarantineQuery } from '../../../services/settings';
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
    <SettingsList title={t('settings.quarantine.title')} subtitle={t('settings.quarantine.subtitle')}>
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

const QuarantinePage = () => (
  <ProtectedPage>
    <QuarantineList />
  </ProtectedPage>
);

export default QuarantinePage;

/** Settings -> Mailroom -> Audit trail: who has changed what, and when. It can be read, and nothing else. */
import { Button, Flex } from '@strapi/design-system';
import { useState } from 'react';
import { PERMISSIONS } from '../../../permissions';
import { useGetAuditQuery } from '../../../services/administration';
import { ProtectedPage } from '../components/ProtectedPage';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { useText } from '../texts';
import { auditFilter, EVERYTHING } from './audit-filter';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';

const PAGE_SIZE = 25;

const AuditTrail = () => {
  const t = useText();
  const [choice, setChoice] = useState(EVERYTHING);
  const [size, setSize] = useState(PAGE_SIZE);
  const query = useGetAuditQuery({ filter: auditFilter(choice), size }, { refetchOnMountOrArgChange: true });
  const choose = (next: typeof choice) => {
    setSize(PAGE_SIZE);
    setChoice(next);
  };
  return (
    <SettingsList title={t('audit.title')} subtitle={t('audit.subtitle')}>
      <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={10}>
        <AuditFilters choice={choice} onChange={choose} />
        {/* Another filter has a list of its own: that of the one before is not shown in its place. */}
        <QueryState query={{ ...query, data: query.currentData }}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <EmptyList text={t(choice === EVERYTHING ? 'audit.empty' : 'audit.none-found')} />
            ) : (
              <Flex direction="column" alignItems="stretch" gap={4}>
                <AuditTable entries={items} />
                {nextCursor !== null && (
                  <Flex justifyContent="center">
                    <Button
                      variant="tertiary"
                      loading={query.isFetching}
                      onClick={() => setSize(size + PAGE_SIZE)}
                    >
                      {t('audit.more')}
                    </Button>
                  </Flex>
                )}
              </Flex>
            )
          }
        </QueryState>
      </Flex>
    </SettingsList>
  );
};

const AuditPage = () => (
  <ProtectedPage permissions={PERMISSIONS.audit}>
    <AuditTrail />
  </ProtectedPage>
);

export default AuditPage;

/** Mail from .eml and .mbox files, and how earlier imports went. */
import { Flex } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { usePolling } from '../../../hooks/usePolling';
import { PERMISSIONS } from '../../../permissions';
import { useGetImportsQuery } from '../../../services/operations';
import { FormSection } from '../components/FormSection';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { useText } from '../texts';
import { ImportForm } from './ImportForm';
import { ImportCard } from './ImportCard';

const IDLE_INTERVAL = 15_000;
const RUNNING_INTERVAL = 1_000;

interface ImportsProps {
  /** into accounts of everybody, or of the reading user alone */
  readonly which: 'all' | 'own';
}

export const Imports = ({ which }: ImportsProps) => {
  const t = useText();
  const { canManage } = useRBAC(PERMISSIONS.quarantine).allowedActions;
  const [interval, setInterval] = useState(IDLE_INTERVAL);
  const query = useGetImportsQuery(which, usePolling(interval));
  const running = query.data?.some(({ state }) => state === 'running') ?? false;
  useEffect(() => setInterval(running ? RUNNING_INTERVAL : IDLE_INTERVAL), [running]);
  return (
    <SettingsList title={t('settings.imports.title')} subtitle={t('settings.imports.subtitle')}>
      <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={10}>
        <ImportForm which={which} />
        <FormSection title={t('settings.imports.earlier')}>
          <QueryState query={query}>
            {(runs) =>
              runs.length === 0 ? (
                <EmptyList text={t('settings.imports.empty')} />
              ) : (
                <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
                  {runs.map((run) => (
                    <li key={run.id}>
                      <ImportCard run={run} hasQuarantine={which === 'all' && canManage === true} />
                    </li>
                  ))}
                </Flex>
              )
            }
          </QueryState>
        </FormSection>
      </Flex>
    </SettingsList>
  );
};

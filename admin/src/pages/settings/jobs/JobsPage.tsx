/** Settings -> Mailroom -> Scheduled jobs: what runs on a clock, how it went, and running it now. */
import { Flex } from '@strapi/design-system';
import { usePolling } from '../../../hooks/usePolling';
import { useGetJobsQuery } from '../../../services/operations';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { useText } from '../texts';
import { Extensions } from './Extensions';
import { JobCard } from './JobCard';

const INTERVAL = 5_000;

const JobList = () => {
  const t = useText();
  const query = useGetJobsQuery(undefined, usePolling(INTERVAL));
  return (
    <SettingsList title={t('settings.jobs.title')} subtitle={t('settings.jobs.subtitle')}>
      <QueryState query={query}>
        {(jobs) =>
          jobs.length === 0 ? (
            <EmptyList text={t('settings.jobs.empty')} />
          ) : (
            <Flex tag="ul" direction="column" alignItems="stretch" gap={4} paddingBottom={10}>
              {jobs.map((job) => (
                <li key={job.name}>
                  <JobCard job={job} />
                </li>
              ))}
            </Flex>
          )
        }
      </QueryState>
      <Extensions />
    </SettingsList>
  );
};

const JobsPage = () => (
  <ProtectedPage permissions={PERMISSIONS.jobs}>
    <JobList />
  </ProtectedPage>
);

export default JobsPage;

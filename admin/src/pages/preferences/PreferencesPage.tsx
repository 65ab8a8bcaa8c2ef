/** How the reading user works and is told of news. Every switch is saved as soon as it is set. */
import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { PageMain } from '../../components/widths';
import { FailureState } from '../../components/states';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import { useChangePreferencesMutation, useGetPreferencesQuery } from '../../services/preferences';
import { SidePage } from '../inbox/SidePage';
import { AvailabilitySection } from './AvailabilitySection';
import { DesktopSection } from './DesktopSection';
import { FollowSection } from './FollowSection';
import { NoticesSection } from './NoticesSection';
import { SuspendedMail } from './SuspendedMail';
import { WritingSection } from './WritingSection';
import type { Me, PreferencesInput } from '../../../../server/src/api/contracts';

const Sections = ({ me }: { readonly me: Me }) => {
  const report = useReport();
  const { data: preferences, error, refetch } = useGetPreferencesQuery();
  const [save] = useChangePreferencesMutation();
  if (error && !preferences) return <FailureState error={error} onRetry={() => void refetch()} />;
  if (!preferences) return <Page.Loading />;
  const change = async (input: PreferencesInput): Promise<void> => {
    const result = await save(input);
    if ('error' in result) report.failure(result.error);
  };
  const props = { preferences, onChange: (input: PreferencesInput) => void change(input) };
  return (
    <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={10}>
      <SuspendedMail {...props} />
      <NoticesSection {...props} />
      <DesktopSection me={me} />
      <FollowSection {...props} />
      <AvailabilitySection />
      <WritingSection />
    </Flex>
  );
};

export const PreferencesPage = ({ me }: { readonly me: Me }) => {
  const text = useText();
  return (
    <SidePage me={me}>
      <PageMain>
        <Page.Title>{text('preferences.title')}</Page.Title>
        <Layouts.Header title={text('preferences.title')} subtitle={text('preferences.subtitle')} />
        <Layouts.Content>
          <Sections me={me} />
        </Layouts.Content>
      </PageMain>
    </SidePage>
  );
};

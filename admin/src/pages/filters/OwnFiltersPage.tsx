/** One's own filters, within the inbox: of the inbox and of one's own accounts. */
import { Layouts, Page } from '@strapi/strapi/admin';
import type { Me } from '../../../../server/src/api/contracts';
import { Navigation } from '../inbox/Navigation';
import { FilterPages } from './FilterPages';

export const OwnFiltersPage = ({ me }: { readonly me: Me }) =>
  me.allowed.ownFilters ? (
    <Layouts.Root sideNav={<Navigation me={me} current={null} />}>
      <FilterPages place="own" userId={me.agent.id} />
    </Layouts.Root>
  ) : (
    <Page.NoPermissions />
  );

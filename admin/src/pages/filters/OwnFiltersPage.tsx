/** One's own filters, within the inbox: of the inbox and of one's own accounts. */
import { Page } from '@strapi/strapi/admin';
import type { Me } from '../../../../server/src/api/contracts';
import { SidePage } from '../inbox/SidePage';
import { FilterPages } from './FilterPages';

export const OwnFiltersPage = ({ me }: { readonly me: Me }) =>
  me.allowed.ownFilters ? (
    <SidePage me={me}>
      <FilterPages place="own" userId={me.agent.id} />
    </SidePage>
  ) : (
    <Page.NoPermissions />
  );

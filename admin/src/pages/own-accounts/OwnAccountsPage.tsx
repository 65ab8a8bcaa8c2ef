/** Mailroom -> My accounts: mailboxes that the reading user has set up, within the inbox. */
import { Layouts, Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';
import type { Me } from '../../../../server/src/api/contracts';
import { Navigation } from '../inbox/Navigation';
import { AccountRoutes } from '../settings/accounts/AccountPages';
import { Imports } from '../settings/imports/Imports';
import { IMPORT } from '../settings/settings-paths';

export const OwnAccountsPage = ({ me }: { readonly me: Me }) =>
  me.allowed.ownAccounts ? (
    <Layouts.Root sideNav={<Navigation me={me} current={null} />}>
      <Routes>
        <Route path={IMPORT} element={<Imports which="own" />} />
        <Route path="*" element={<AccountRoutes kind="own" />} />
      </Routes>
    </Layouts.Root>
  ) : (
    <Page.NoPermissions />
  );

/** Mailroom -> My accounts: mailboxes that the reading user has set up, within the inbox. */
import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';
import type { Me } from '../../../../server/src/api/contracts';
import { SidePage } from '../inbox/SidePage';
import { AccountRoutes } from '../settings/accounts/AccountPages';
import { Imports } from '../settings/imports/Imports';
import { IMPORT } from '../settings/settings-paths';

export const OwnAccountsPage = ({ me }: { readonly me: Me }) =>
  me.allowed.ownAccounts ? (
    <SidePage me={me}>
      <Routes>
        <Route path={IMPORT} element={<Imports which="own" />} />
        <Route path="*" element={<AccountRoutes kind="own" />} />
      </Routes>
    </SidePage>
  ) : (
    <Page.NoPermissions />
  );

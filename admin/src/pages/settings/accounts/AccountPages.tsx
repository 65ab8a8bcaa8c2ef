/** The pages of one kind of account: the list, and the page of one account below it. */
import { Route, Routes } from 'react-router-dom';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { NEW } from '../settings-paths';
import { AccountList } from './AccountList';
import { AccountPage } from './AccountPage';
import type { AccountKind } from './account-kinds';

export const AccountRoutes = ({ kind }: { readonly kind: AccountKind }) => (
  <Routes>
    <Route index element={<AccountList kind={kind} />} />
    <Route path={NEW} element={<AccountPage kind={kind} />} />
    <Route path=":id" element={<AccountPage kind={kind} />} />
  </Routes>
);

/** Those that are set up for others. */
export const AccountPages = ({ kind }: { readonly kind: AccountKind }) => (
  <ProtectedPage permissions={PERMISSIONS.accounts}>
    <AccountRoutes kind={kind} />
  </ProtectedPage>
);

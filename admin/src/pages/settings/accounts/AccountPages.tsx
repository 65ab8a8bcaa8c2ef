/** The pages of one kind of account: the list, and the page of one account below it. */
import { Route, Routes } from 'react-router-dom';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { CONNECTED, NEW, NEW_BY_FORM } from '../settings-paths';
import { AccountList } from './AccountList';
import { AccountPage } from './AccountPage';
import type { AccountKind } from './account-kinds';
import { AccountWizard } from './wizard/AccountWizard';
import { ConnectedPage } from './wizard/ConnectedPage';

export const AccountRoutes = ({ kind }: { readonly kind: AccountKind }) => (
  <Routes>
    <Route index element={<AccountList kind={kind} />} />
    <Route path={NEW} element={<AccountWizard kind={kind} />} />
    <Route path={NEW_BY_FORM} element={<AccountPage kind={kind} />} />
    <Route path=":id" element={<AccountPage kind={kind} />} />
    <Route path={`:id/${CONNECTED}`} element={<ConnectedPage kind={kind} />} />
  </Routes>
);

/** Those that are set up for others. */
export const AccountPages = ({ kind }: { readonly kind: AccountKind }) => (
  <ProtectedPage permissions={PERMISSIONS.accounts}>
    <AccountRoutes kind={kind} />
  </ProtectedPage>
);

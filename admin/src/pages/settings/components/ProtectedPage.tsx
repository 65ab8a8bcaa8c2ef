/** What every settings page stands in: it is shown to administrators of Mailroom alone. */
import { Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { PERMISSIONS } from '../../../permissions';

export const ProtectedPage = ({ children }: { readonly children: ReactNode }) => (
  <Page.Protect permissions={PERMISSIONS.administration}>{children}</Page.Protect>
);

/** What every settings page stands in: it is shown to administrators of Mailroom alone, unless it says to whom else. */
import { Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { PERMISSIONS } from '../../../permissions';

interface ProtectedPageProps {
  readonly permissions?: (typeof PERMISSIONS)[keyof typeof PERMISSIONS];
  readonly children: ReactNode;
}

export const ProtectedPage = ({ permissions = PERMISSIONS.administration, children }: ProtectedPageProps) => (
  <Page.Protect permissions={permissions}>{children}</Page.Protect>
);

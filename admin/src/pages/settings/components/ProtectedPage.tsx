/** What every settings page stands in: it says who may see it. */
import { Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import type { PERMISSIONS } from '../../../permissions';

interface ProtectedPageProps {
  readonly permissions: (typeof PERMISSIONS)[keyof typeof PERMISSIONS];
  readonly children: ReactNode;
}

export const ProtectedPage = ({ permissions, children }: ProtectedPageProps) => (
  <Page.Protect permissions={permissions}>{children}</Page.Protect>
);

/** A page that has nothing to show but the state of what it asked for: its own heading, and the state below. */
import { Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { PageMain } from '../../../components/widths';

interface PageStateProps {
  readonly title: string;
  readonly children: ReactNode;
}

export const PageState = ({ title, children }: PageStateProps) => (
  <PageMain>
    <Page.Title>{title}</Page.Title>
    <Layouts.Header title={title} />
    <Layouts.Content>{children}</Layouts.Content>
  </PageMain>
);

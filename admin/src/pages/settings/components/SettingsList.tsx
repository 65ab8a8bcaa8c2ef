/** The page of a list: title, what it is for, and the button that makes something new. */
import { EmptyStateLayout, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';
import { PageMain } from '../../../components/widths';
import { AttentionBanner } from '../../../components/AttentionBanner';

interface CreateLinkProps {
  readonly to: string;
  readonly label: string;
}

const CreateLink = ({ to, label }: CreateLinkProps) => (
  <LinkButton tag={NavLink} to={to} startIcon={<Plus />} size="S">
    {label}
  </LinkButton>
);

interface SettingsListProps {
  readonly title: string;
  readonly subtitle: string;
  readonly create?: CreateLinkProps;
  /** what can be done with the whole list, where nothing is created */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export const SettingsList = ({ title, subtitle, create, action, children }: SettingsListProps) => (
  <PageMain>
    <Page.Title>{title}</Page.Title>
    <AttentionBanner />
    <Layouts.Header
      title={title}
      subtitle={subtitle}
      primaryAction={create === undefined ? action : <CreateLink {...create} />}
    />
    <Layouts.Content>{children}</Layouts.Content>
  </PageMain>
);

interface EmptyListProps {
  readonly text: string;
  readonly create?: CreateLinkProps;
}

/** Says that there is nothing yet, and offers the next useful step. */
export const EmptyList = ({ text, create }: EmptyListProps) => (
  <EmptyStateLayout
    hasRadius
    icon={<EmptyDocuments aria-hidden width="16rem" />}
    content={text}
    action={create === undefined ? undefined : <CreateLink {...create} />}
  />
);

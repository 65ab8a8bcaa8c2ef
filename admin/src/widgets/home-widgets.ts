/** What Mailroom puts on the panel's home page: each for who may read what it shows, each loaded when it is shown. */
import { ChartPie, Clock, Mail, User } from '@strapi/icons';
import type { WidgetArgs } from '@strapi/strapi/admin';
import { PERMISSIONS } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import { placePath, REPORTS_PATH } from '../utils/paths';

type Label = (key: string, defaultMessage: string) => WidgetArgs['title'];

/** @param label a text by its key, for languages that we do not speak in English */
export const homeWidgets = (label: Label): WidgetArgs[] => [
  {
    id: 'my-open-cases',
    pluginId: PLUGIN_ID,
    icon: User,
    title: label('widget.mine.title', 'My open cases'),
    link: {
      label: label('widget.mine.link', 'All of mine'),
      href: placePath({ kind: 'cases', view: 'mine' }),
    },
    permissions: PERMISSIONS.cases,
    component: async () => (await import('./CasesWidgets')).MyCasesWidget,
  },
  {
    id: 'unassigned-cases',
    pluginId: PLUGIN_ID,
    icon: Mail,
    title: label('widget.unassigned.title', 'Unassigned cases'),
    link: {
      label: label('widget.unassigned.link', 'All unassigned'),
      href: placePath({ kind: 'cases', view: 'unassigned' }),
    },
    permissions: PERMISSIONS.cases,
    component: async () => (await import('./CasesWidgets')).UnassignedCasesWidget,
  },
  {
    id: 'response-times',
    pluginId: PLUGIN_ID,
    icon: Clock,
    title: label('widget.response.title', 'Response times, last 30 days'),
    link: { label: label('widget.response.link', 'Reports'), href: REPORTS_PATH },
    permissions: PERMISSIONS.reports,
    component: async () => (await import('./ReportWidgets')).ResponseTimesWidget,
  },
  {
    id: 'mail-volume',
    pluginId: PLUGIN_ID,
    icon: ChartPie,
    title: label('widget.mail.title', 'Mail in and out, last 30 days'),
    link: { label: label('widget.mail.link', 'Reports'), href: REPORTS_PATH },
    permissions: PERMISSIONS.reports,
    component: async () => (await import('./ReportWidgets')).MailVolumeWidget,
  },
];

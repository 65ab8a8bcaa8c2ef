/** Registers Mailroom in the admin panel: the menu link, the settings pages and the texts. */
import { Mail } from '@strapi/icons';
import { OpenInMailroom } from './pages/records/OpenInMailroom';
import { RecordPanel } from './pages/records/RecordPanel';
import { PERMISSIONS } from './permissions';
import { PLUGIN_ID } from './pluginId';
import { storeKeeper } from './services/store';
import { homeWidgets } from './widgets/home-widgets';
import type { StrapiApp } from '@strapi/strapi/admin';

/** What of the content manager is used here. */
interface ContentManagerApis {
  addEditViewSidePanel(panels: readonly (typeof RecordPanel)[]): void;
  addDocumentAction(actions: readonly (typeof OpenInMailroom)[]): void;
}

type Texts = Readonly<Record<string, string>>;

const prefixed = (texts: Texts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${PLUGIN_ID}.${key}`, text]));

const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly default: Texts }>>> = {
  en: () => import('./translations/en'),
  fr: () => import('./translations/fr'),
  id: () => import('./translations/id'),
  de: () => import('./translations/de'),
  es: () => import('./translations/es'),
};

/** A language we do not speak is no failure: the panel then shows English. */
const textsOf = async (locale: string): Promise<Texts> => (await LANGUAGES[locale]?.())?.default ?? {};

const label = (key: string, defaultMessage: string) => ({ id: `${PLUGIN_ID}.${key}`, defaultMessage });

/** What the page shows first is asked for while its code is being loaded, and while Strapi finds out who is there. */
async function inboxPage() {
  const reading = import('./services/readAhead').then(({ readPageAhead }) =>
    readPageAhead(window.location.pathname),
  );
  // It is shown without it as well.
  reading.catch(() => undefined);
  return import('./pages/App');
}

export default {
  register(app: StrapiApp) {
    app.addMiddlewares([() => storeKeeper]);
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Mail,
      intlLabel: label('plugin.name', 'Mailroom'),
      permissions: PERMISSIONS.inbox,
      Component: inboxPage,
    });
    app.addSettingsLink({ id: PLUGIN_ID, intlLabel: label('plugin.name', 'Mailroom') }, [
      {
        id: `${PLUGIN_ID}-general`,
        to: `${PLUGIN_ID}/general`,
        intlLabel: label('menu.general', 'General'),
        permissions: PERMISSIONS.settings,
        Component: () => import('./pages/settings/general/GeneralPage'),
      },
      {
        id: `${PLUGIN_ID}-teams`,
        to: `${PLUGIN_ID}/teams`,
        intlLabel: label('menu.teams', 'Teams'),
        permissions: PERMISSIONS.teams,
        Component: () => import('./pages/settings/teams/TeamsPage'),
      },
      {
        id: `${PLUGIN_ID}-group-accounts`,
        to: `${PLUGIN_ID}/group-accounts`,
        intlLabel: label('menu.group-accounts', 'Group accounts'),
        permissions: PERMISSIONS.accounts,
        Component: () => import('./pages/settings/group-accounts/GroupAccountsPage'),
      },
      {
        id: `${PLUGIN_ID}-personal-accounts`,
        to: `${PLUGIN_ID}/personal-accounts`,
        intlLabel: label('menu.personal-accounts', 'Personal accounts'),
        permissions: PERMISSIONS.accounts,
        Component: () => import('./pages/settings/personal-accounts/PersonalAccountsPage'),
      },
      {
        id: `${PLUGIN_ID}-record-links`,
        to: `${PLUGIN_ID}/record-links`,
        intlLabel: label('menu.record-links', 'Record links'),
        permissions: PERMISSIONS.recordLinks,
        Component: () => import('./pages/settings/record-links/RecordLinksPage'),
      },
      {
        id: `${PLUGIN_ID}-templates`,
        to: `${PLUGIN_ID}/templates`,
        intlLabel: label('menu.templates', 'Templates'),
        permissions: PERMISSIONS.templates,
        Component: () => import('./pages/settings/templates/TemplatesPage'),
      },
      {
        id: `${PLUGIN_ID}-filters`,
        to: `${PLUGIN_ID}/filters`,
        intlLabel: label('menu.filters', 'Filters'),
        permissions: PERMISSIONS.sharedFilters,
        Component: () => import('./pages/filters/SharedFiltersPage'),
      },
      {
        id: `${PLUGIN_ID}-quarantine`,
        to: `${PLUGIN_ID}/quarantine`,
        intlLabel: label('menu.quarantine', 'Quarantine'),
        permissions: PERMISSIONS.quarantine,
        Component: () => import('./pages/settings/quarantine/QuarantinePage'),
      },
      {
        id: `${PLUGIN_ID}-imports`,
        to: `${PLUGIN_ID}/imports`,
        intlLabel: label('menu.imports', 'Import mail'),
        permissions: PERMISSIONS.imports,
        Component: () => import('./pages/settings/imports/ImportsPage'),
      },
      {
        id: `${PLUGIN_ID}-webhooks`,
        to: `${PLUGIN_ID}/webhooks`,
        intlLabel: label('menu.webhooks', 'Webhooks'),
        permissions: PERMISSIONS.webhooks,
        Component: () => import('./pages/settings/webhooks/WebhooksPage'),
      },
      {
        id: `${PLUGIN_ID}-jobs`,
        to: `${PLUGIN_ID}/jobs`,
        intlLabel: label('menu.jobs', 'Scheduled jobs'),
        permissions: PERMISSIONS.jobs,
        Component: () => import('./pages/settings/jobs/JobsPage'),
      },
      {
        id: `${PLUGIN_ID}-correspondents`,
        to: `${PLUGIN_ID}/correspondents`,
        intlLabel: label('menu.correspondents', 'Correspondents'),
        permissions: PERMISSIONS.settings,
        Component: () => import('./pages/settings/correspondents/CorrespondentsPage'),
      },
      {
        id: `${PLUGIN_ID}-audit`,
        to: `${PLUGIN_ID}/audit`,
        intlLabel: label('menu.audit', 'Audit trail'),
        permissions: PERMISSIONS.audit,
        Component: () => import('./pages/settings/audit/AuditPage'),
      },
    ]);
    app.widgets.register(homeWidgets(label));
    app.registerPlugin({ id: PLUGIN_ID, name: 'Mailroom' });
  },

  bootstrap(app: StrapiApp) {
    // Every plugin is registered by now; a panel without the content manager shows no record.
    const apis = app.getPlugin('content-manager')?.apis as Partial<ContentManagerApis> | undefined;
    apis?.addEditViewSidePanel?.([RecordPanel]);
    apis?.addDocumentAction?.([OpenInMailroom]);
  },

  async registerTrads({ locales }: { readonly locales: readonly string[] }) {
    return Promise.all(locales.map(async (locale) => ({ data: prefixed(await textsOf(locale)), locale })));
  },
};

/** Where the palette leads: lists, Mailroom's own pages, and the settings pages that the user may see. */
import { useAuth, useStrapiApp } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router-dom';
import { usePlaceFacts } from '../../hooks/usePlaceFacts';
import { useText } from '../../hooks/useText';
import { placesOf } from '../../pages/inbox/places';
import { FILTER_PATHS } from '../../pages/filters/paths';
import { ACCOUNT_PATHS } from '../../pages/settings/settings-paths';
import { PLUGIN_ID } from '../../pluginId';
import { placePath, PREFERENCES_PATH } from '../../utils/paths';
import { COMMANDS } from '../registry';
import type { PaletteItem } from './items';
import type { Me } from '../../../../server/src/api/contracts';

/** The key that leads to a list, by its address. */
const KEY_OF: Readonly<Record<string, string>> = {
  [placePath({ kind: 'cases', view: 'mine' })]: 'g i',
  [placePath({ kind: 'cases', view: 'unassigned' })]: 'g u',
  [placePath({ kind: 'cases', view: 'snoozed' })]: 'g s',
  [placePath({ kind: 'cases', view: 'closed' })]: 'g c',
  [placePath({ kind: 'cases', view: 'mentions' })]: 'g m',
  [placePath({ kind: 'inbox', view: 'inbox' })]: 'g e',
  [placePath({ kind: 'drafts', view: 'drafts' })]: 'g d',
};

/** The settings pages as they are registered, so that new ones are found here too. */
function useSettingsItems(go: (path: string) => void): readonly PaletteItem[] {
  const { formatMessage } = useIntl();
  const sections = useStrapiApp('MailroomPalette', ({ settings }) => settings);
  const permissions = useAuth('MailroomPalette', (state) => state.permissions);
  const may = (wanted: readonly { readonly action: string }[]): boolean =>
    wanted.length === 0 || wanted.some(({ action }) => permissions.some((one) => one.action === action));
  return (sections[PLUGIN_ID]?.links ?? [])
    .filter((link) => may(link.permissions))
    .map(({ id, to, intlLabel }) => ({
      id,
      group: 'settings',
      label: formatMessage(intlLabel),
      does: { kind: 'run', run: () => go(to.startsWith('/') ? to : `/settings/${to}`) },
    }));
}

export function usePlaceItems(me: Me): readonly PaletteItem[] {
  const text = useText();
  const navigate = useNavigate();
  const facts = usePlaceFacts(false);
  const go = (path: string): void => navigate(path);
  const settings = useSettingsItems(go);
  const page = (id: string, label: string, path: string): PaletteItem => ({
    id,
    group: 'go',
    label,
    does: { kind: 'run', run: () => go(path) },
  });
  const lists = placesOf(me, facts, null, text).flatMap((section) =>
    section.entries.map(({ place, label }): PaletteItem => {
      const path = placePath(place);
      const keys = COMMANDS.find((command) => command.keys[0] === KEY_OF[path])?.keys[0];
      return { ...page(`go-${path}`, label, path), hint: section.label, ...(keys ? { keys } : {}) };
    }),
  );
  return [
    ...lists,
    ...(me.allowed.ownFilters ? [page('own-filters', text('nav.filters'), FILTER_PATHS.own)] : []),
    ...(me.allowed.ownAccounts ? [page('own-accounts', text('nav.own-accounts'), ACCOUNT_PATHS.own)] : []),
    page('preferences', text('preferences.title'), PREFERENCES_PATH),
    ...settings,
  ];
}

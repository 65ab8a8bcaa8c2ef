/** The inbox's lists at the side: the agent's own, the teams' and mail without a case, with their counters. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { SubNav } from '@strapi/strapi/admin';
import { useText, type TextKey } from '../../hooks/useText';
import { useLivePolling, LIST_INTERVAL } from '../../hooks/usePolling';
import { useGetCountersQuery } from '../../services/cases';
import { useGetInboxCountersQuery, useGetInboxFoldersQuery } from '../../services/inbox';
import { placePath, PREFERENCES_PATH, type Place } from '../../utils/paths';
import { FILTER_PATHS } from '../filters/paths';
import { ACCOUNT_PATHS } from '../settings/settings-paths';
import { placesOf, type PlaceEntry } from './places';
import type { Me } from '../../../../server/src/api/contracts';

/** A counter; zero is nothing to look at, so it is not shown. */
const Count = ({ entry }: { readonly entry: PlaceEntry }) => {
  const text = useText();
  if (!entry.count) return null;
  return (
    <Typography
      variant="pi"
      fontWeight="semiBold"
      textColor="neutral600"
      aria-label={text(`nav.${entry.counts}`, { count: entry.count })}
    >
      {entry.count}
    </Typography>
  );
};

const EntryLabel = ({ entry }: { readonly entry: PlaceEntry }) => (
  <Flex gap={2} tag="span">
    {entry.color && (
      <Box
        tag="span"
        aria-hidden
        width="0.8rem"
        height="0.8rem"
        borderRadius="50%"
        shrink={0}
        style={{ background: entry.color }}
      />
    )}
    <Box tag="span" overflow="hidden" style={{ textOverflow: 'ellipsis' }}>
      {entry.label}
    </Box>
  </Flex>
);

const samePlace = (one: Place, other: Place | null): boolean =>
  other !== null && placePath(one) === placePath(other);

interface NavigationProps {
  readonly me: Me;
  /** null on a page that is no list */
  readonly current: Place | null;
}

export const Navigation = ({ me, current }: NavigationProps) => {
  const text = useText();
  const { data: counters } = useGetCountersQuery(undefined, useLivePolling(LIST_INTERVAL));
  const { data: ownCounters } = useGetInboxCountersQuery(undefined, useLivePolling(LIST_INTERVAL));
  const { data: folders = [] } = useGetInboxFoldersQuery();
  const sections = placesOf(me, counters, { counters: ownCounters, folders }, text);
  const organising = [
    { key: 'nav.filters', to: FILTER_PATHS.own, isAllowed: me.allowed.ownFilters },
    { key: 'nav.own-accounts', to: ACCOUNT_PATHS.own, isAllowed: me.allowed.ownAccounts },
    { key: 'preferences.title', to: PREFERENCES_PATH, isAllowed: true },
  ] satisfies readonly { readonly key: TextKey; readonly to: string; readonly isAllowed: boolean }[];
  const offered = organising.filter(({ isAllowed }) => isAllowed);
  return (
    <SubNav.Main aria-label={text('plugin.name')}>
      <SubNav.Header label={text('plugin.name')} />
      <SubNav.Content>
        {/* One flat list: Strapi gives each of these children the distance of a section. */}
        <SubNav.Sections>
          {[
            ...sections.map((section) => (
              <SubNav.Section
                key={section.label}
                label={section.label}
                badgeLabel={section.unread ? text('nav.unread', { count: section.unread }) : undefined}
              >
                {section.entries.map((entry) => (
                  <SubNav.Link
                    key={placePath(entry.place)}
                    to={placePath(entry.place)}
                    className={samePlace(entry.place, current) ? 'active' : undefined}
                    label={<EntryLabel entry={entry} />}
                    endAction={<Count entry={entry} />}
                  />
                ))}
              </SubNav.Section>
            )),
            <SubNav.Section key="organise" label={text('nav.organise')}>
              {offered.map(({ key, to }) => (
                <SubNav.Link key={key} to={to} label={text(key)} />
              ))}
            </SubNav.Section>,
          ]}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
};

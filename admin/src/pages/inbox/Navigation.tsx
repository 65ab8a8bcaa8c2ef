/** The inbox's lists at the side, with their counters: the agent's own, the teams', folders and saved views. */
import { memo, useEffect, useRef, useState } from 'react';
import { Box, Flex, IconButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { Cog } from '@strapi/icons';
import { SubNav } from '@strapi/strapi/admin';
import { useFolded } from '../../hooks/useFolded';
import { usePlaceFacts } from '../../hooks/usePlaceFacts';
import { useText, type TextKey } from '../../hooks/useText';
import { placePath, PREFERENCES_PATH, REPORTS_PATH, samePlace, type Place } from '../../utils/paths';
import { FILTER_PATHS } from '../filters/paths';
import { SearchBox } from '../search/SearchBox';
import { ViewManager } from '../search/ViewManager';
import { ACCOUNT_PATHS } from '../settings/settings-paths';
import { FoldingSection } from './FoldingSection';
import { DropTarget } from './list/dragging';
import { cappedCount, placesOf, shownEntries, type PlaceEntry, type PlaceFacts } from './places';
import type { Me } from '../../../../server/src/api/contracts';

/** A counter; zero is nothing to look at, so it is not shown. */
const Count = ({ entry }: { readonly entry: PlaceEntry }) => {
  const text = useText();
  const shown = cappedCount(entry.count, entry.counts);
  if (shown === '') return null;
  return (
    <Typography variant="pi" fontWeight="semiBold" textColor="neutral600">
      <span aria-hidden>{shown}</span>
      <VisuallyHidden>
        {shown.endsWith('+')
          ? text('nav.more-than', { count: shown.slice(0, -1) })
          : text(`nav.${entry.counts}`, { count: entry.count })}
      </VisuallyHidden>
    </Typography>
  );
};

const EntryLabel = ({ entry }: { readonly entry: PlaceEntry }) => (
  <Flex gap={2} tag="span" paddingLeft={entry.within ? 4 : 0}>
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
      {entry.within && <VisuallyHidden>{entry.within}: </VisuallyHidden>}
      <bdi>{entry.label}</bdi>
    </Box>
  </Flex>
);

/** The link of the list that is looked at is brought into sight when another list is opened. */
function useCurrentInSight(current: Place | null): React.RefObject<HTMLDivElement> {
  const lists = useRef<HTMLDivElement>(null);
  const path = current && placePath(current);
  useEffect(() => {
    lists.current?.querySelector('a.active')?.scrollIntoView({ block: 'nearest' });
  }, [path]);
  return lists;
}

/** The button that manages views, and what it opens. */
function useViewManager(views: PlaceFacts['views'], me: Me) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const change = (next: boolean): void => {
    setOpen(next);
    // It is no trigger of the dialog's own, which would give the focus back.
    if (!next) requestAnimationFrame(() => button.current?.focus());
  };
  return {
    button: (
      <IconButton
        ref={button}
        label={text('view.manage')}
        variant="ghost"
        size="XS"
        onClick={() => setOpen(true)}
      >
        <Cog />
      </IconButton>
    ),
    manager: <ViewManager views={views} me={me} open={open} onOpenChange={change} />,
  };
}

interface NavigationProps {
  readonly me: Me;
  /** null on a page that is no list */
  readonly current: Place | null;
}

/** Another case that is opened changes nothing here. */
export const Navigation = memo(({ me, current }: NavigationProps) => {
  const text = useText();
  const facts = usePlaceFacts(true);
  const { isFolded, toggle } = useFolded();
  const lists = useCurrentInSight(current);
  const views = useViewManager(facts.views, me);
  const sections = placesOf(me, facts, current, text);
  const organising = [
    { key: 'reports.title', to: REPORTS_PATH, isAllowed: me.allowed.readReports },
    { key: 'nav.filters', to: FILTER_PATHS.own, isAllowed: me.allowed.ownFilters },
    { key: 'nav.own-accounts', to: ACCOUNT_PATHS.own, isAllowed: me.allowed.ownAccounts },
    { key: 'preferences.title', to: PREFERENCES_PATH, isAllowed: true },
  ] satisfies readonly { readonly key: TextKey; readonly to: string; readonly isAllowed: boolean }[];
  return (
    <SubNav.Main aria-label={text('plugin.name')}>
      <SubNav.Header label={text('plugin.name')} />
      <SubNav.Content>
        <div ref={lists}>
          {/* Beside a list the box stands above it. */}
          {current === null && (
            <Box paddingTop={4} paddingLeft={4} paddingRight={6}>
              <SearchBox me={me} query="" />
            </Box>
          )}
          {/* One flat list: Strapi gives each of these children the distance of a section. */}
          <SubNav.Sections gap={4}>
            {[
              ...sections.map((section) => (
                <FoldingSection
                  key={section.key}
                  label={section.label}
                  folded={isFolded(section.key)}
                  onToggle={() => toggle(section.key)}
                  action={section.key === 'views' && views.button}
                >
                  {shownEntries(section, isFolded(section.key), current).map((entry) => (
                    <DropTarget key={placePath(entry.place)} place={entry.place} me={me}>
                      <SubNav.Link
                        to={placePath(entry.place)}
                        // A link goes by the beginning of the address, which a team and its parts share.
                        end={!samePlace(entry.place, current)}
                        label={<EntryLabel entry={entry} />}
                        endAction={<Count entry={entry} />}
                      />
                    </DropTarget>
                  ))}
                </FoldingSection>
              )),
              <FoldingSection
                key="organise"
                label={text('nav.organise')}
                folded={isFolded('organise')}
                onToggle={() => toggle('organise')}
              >
                {!isFolded('organise') &&
                  organising
                    .filter(({ isAllowed }) => isAllowed)
                    .map(({ key, to }) => <SubNav.Link key={key} to={to} label={text(key)} />)}
              </FoldingSection>,
            ]}
          </SubNav.Sections>
        </div>
      </SubNav.Content>
      {views.manager}
    </SubNav.Main>
  );
});
Navigation.displayName = 'Navigation';

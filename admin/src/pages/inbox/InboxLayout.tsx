/**
 * The frame of every inbox page: lists at the side, rows, what is open. Side by side where there is room; on a
 * narrow screen the rows give way to what is open.
 */
import {
  Box,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { Filter, User } from '@strapi/icons';
import { Layouts, Page, useIsDesktop, useIsMobile } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';
import { AttentionBanner } from '../../components/AttentionBanner';
import { ConnectionBanner } from '../../components/ConnectionBanner';
import { ShortcutButton } from '../../commands/ShortcutSheet';
import { NotificationBell } from '../../components/NotificationBell';
import { FolderManager } from './FolderManager';
import { useRefreshOnReturn } from '../../hooks/usePolling';
import { useText } from '../../hooks/useText';
import { useQueryOf } from '../../hooks/useListedCases';
import { usePlaceFacts } from '../../hooks/usePlaceFacts';
import { placePath, samePlace, type Place } from '../../utils/paths';
import { NewMailButton } from '../compose/ComposeButton';
import { FILTER_PATHS } from '../filters/paths';
import { SearchBox } from '../search/SearchBox';
import { ACCOUNT_PATHS } from '../settings/settings-paths';
import { FirstRun } from '../welcome/FirstRun';
import { Navigation } from './Navigation';
import { placeLabel, placesOf } from './places';
import type { Me } from '../../../../server/src/api/contracts';

const Root = styled(Layouts.Root)`
  ${({ theme }) => theme.breakpoints.medium} {
    > [data-strapi-main-content] {
      padding-bottom: 0;
      overflow: hidden;
    }
  }
`;

const Columns = styled(Page.Main)`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  grid-template-rows: auto minmax(0, 1fr);
  height: 100%;

  ${({ theme }) => theme.breakpoints.large} {
    grid-template-columns: 30rem minmax(0, 1fr);
  }
  @media (min-width: 1440px) {
    grid-template-columns: 36rem minmax(0, 1fr);
  }
  /* On very wide screens lines of the conversation would be too long to read, and rows have room for more. */
  @media (min-width: 2400px) {
    grid-template-columns: 48rem minmax(0, 1fr);
  }
`;

/** Above all columns; no row's height while there is nothing to tell. */
const Attention = styled.div`
  grid-column: 1 / -1;
`;

const ListColumn = styled(Flex)`
  background: ${({ theme }) => theme.colors.neutral0};
  border-right: 1px solid ${({ theme }) => theme.colors.neutral150};
  min-height: 0;
`;

/** Where the side navigation has no room, the lists are chosen here. */
const PlacePicker = ({ me, current }: { readonly me: Me; readonly current: Place }) => {
  const text = useText();
  const navigate = useNavigate();
  const facts = usePlaceFacts(false);
  const entries = placesOf(me, facts, current, text).flatMap((section) => section.entries);
  const chosen = entries.find(({ place }) => samePlace(place, current));
  return (
    <SingleSelect
      aria-label={text('nav.choose')}
      placeholder={placeLabel(current, me, facts, text)}
      value={chosen && placePath(chosen.place)}
      onChange={(path) => navigate(String(path))}
    >
      {entries.map(({ place, label, within }) => (
        <SingleSelectOption key={placePath(place)} value={placePath(place)}>
          {within === undefined ? label : text('view.team-part', { team: within, part: label })}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

interface InboxLayoutProps {
  readonly me: Me;
  readonly place: Place;
  readonly list: React.ReactNode;
  /** null while nothing is open */
  readonly open: React.ReactNode;
  /** said in the empty reading pane */
  readonly invitation: string;
}

export const InboxLayout = ({ me, place, list, open, invitation }: InboxLayoutProps) => {
  const text = useText();
  const isDesktop = useIsDesktop();
  const isMobile = useIsMobile();
  useRefreshOnReturn();
  const facts = usePlaceFacts(false);
  const navigate = useNavigate();
  const label = placeLabel(place, me, facts, text);
  const found = place.kind === 'search' || place.kind === 'view' ? place : null;
  const query = useQueryOf(found) ?? '';
  return (
    <Root sideNav={<Navigation me={me} current={place} />}>
      <Columns>
        <Attention>
          <ConnectionBanner />
          <AttentionBanner />
        </Attention>
        {(isDesktop || !open) && (
          <ListColumn direction="column" alignItems="stretch" tag="section" aria-label={label}>
            <Box paddingTop={3} paddingLeft={4} paddingRight={4}>
              <SearchBox me={me} query={query} show={found?.show} />
            </Box>
            <Flex
              justifyContent="space-between"
              gap={2}
              paddingLeft={4}
              paddingRight={4}
              paddingTop={2}
              paddingBottom={2}
            >
              {isMobile ? (
                <Box flex="1">
                  <VisuallyHidden>
                    <h1>{label}</h1>
                  </VisuallyHidden>
                  <PlacePicker me={me} current={place} />
                </Box>
              ) : (
                <Typography tag="h1" variant="delta" fontWeight="bold" ellipsis>
                  {label}
                </Typography>
              )}
              <Flex>
                {isMobile && me.allowed.ownFilters && (
                  <IconButton label={text('nav.filters')} onClick={() => navigate(FILTER_PATHS.own)}>
                    <Filter />
                  </IconButton>
                )}
                {isMobile && me.allowed.ownAccounts && (
                  <IconButton label={text('nav.own-accounts')} onClick={() => navigate(ACCOUNT_PATHS.own)}>
                    <User />
                  </IconButton>
                )}
                <NewMailButton />
                <NotificationBell />
                <FolderManager me={me} />
                {/* Where there is no room there is hardly a keyboard. */}
                {!isMobile && <ShortcutButton />}
              </Flex>
            </Flex>
            {!isDesktop && <FirstRun />}
            {list}
          </ListColumn>
        )}
        {open}
        {isDesktop && !open && (
          <FirstRun
            otherwise={
              <Flex justifyContent="center" padding={6}>
                <Typography textColor="neutral600">{invitation}</Typography>
              </Flex>
            }
          />
        )}
      </Columns>
    </Root>
  );
};

/** Mailroom's own pages in the panel: who may see them, and which address shows what. */
import { Box, Flex } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router-dom';
import { CommandProvider, CommandWindows } from '../commands/CommandProvider';
import { CasesPage } from './inbox/CasesPage';
import { BulkRuns } from '../components/BulkRuns';
import { lazyPart } from '../components/lazyPart';
import { DesktopNotices } from '../components/notifications/DesktopNotices';
import { UndoSending } from '../components/UndoSending';
import { FailureState } from '../components/states';
import { useLive } from '../hooks/useLive';
import { usePanelExchange } from '../hooks/usePanelSettings';
import { useReturnAfterLogin } from '../hooks/useReturnAfterLogin';
import { useText } from '../hooks/useText';
import { OwnFiltersPage } from './filters/OwnFiltersPage';
import { MailPage } from './inbox/MailPage';
import { MyMailPage } from './inbox/MyMailPage';
import { SentPage } from './inbox/SentPage';
import { SearchPage, ViewPage } from './search/FoundPages';
import { FirstRun } from './welcome/FirstRun';
import { draftPath, showsDraft } from './writing/draft-paths';
import { WritingPage } from './writing/WritingPage';
import { OwnAccountsPage } from './own-accounts/OwnAccountsPage';
import { RecordPage } from './records/RecordPage';
import { PreferencesPage } from './preferences/PreferencesPage';
import { PERMISSIONS } from '../permissions';
import { useGetMeQuery } from '../services/cases';
import { useGetInboxCountersQuery } from '../services/inbox';
import { placePath, TEAM_PARTS, type Place } from '../utils/paths';
import type { DraftView, Me } from '../../../server/src/api/contracts';

/** Charts are loaded by who looks at them. */
const ReportsPage = lazyPart<{ readonly me: Me }>(() => import('./reports/ReportsPage'), {
  waiting: () => <Page.Loading />,
});

/** The list to begin with: an agent's own cases, or mail for somebody who may only read that. */
const firstPlace = (me: Me): Place =>
  me.allowed.readCases ? { kind: 'cases', view: 'mine' } : { kind: 'inbox', view: 'inbox' };

/** A mail whose sending was undone is shown again, unless its case is looked at already. */
function useShowDraft() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (draft: DraftView): void => {
    if (!showsDraft(pathname, draft)) navigate(draftPath(draft));
  };
}

/** Hears what changes while one of Mailroom's pages is open; its title tells how much is unread. */
const Live = ({ me }: { readonly me: Me }) => {
  const text = useText();
  useLive(me.agent.id);
  const { data: counters } = useGetInboxCountersQuery();
  const title = text('plugin.name');
  const count = counters?.inbox ?? 0;
  return <Page.Title>{count === 0 ? title : `(${count}) ${title}`}</Page.Title>;
};

const Inbox = () => {
  useReturnAfterLogin();
  const showDraft = useShowDraft();
  const { data: me, error, refetch } = useGetMeQuery();
  usePanelExchange(me);
  if (error)
    return (
      <Page.Main height="100%">
        <Flex height="100%" alignItems="center" justifyContent="center">
          <Box minWidth="50%">
            <FailureState error={error} onRetry={() => void refetch()} />
          </Box>
        </Flex>
      </Page.Main>
    );
  if (!me) return <Page.Loading />;
  const { readCases, readMail, ownAccounts } = me.allowed;
  // Who is in no team yet may have nothing to read because nothing is set up.
  if (!readCases && !readMail && !ownAccounts) return <FirstRun otherwise={<Page.NoPermissions />} />;
  return (
    <CommandProvider>
      <UndoSending onUndone={showDraft}>
        <CommandWindows me={me}>
          <Live me={me} />
          <DesktopNotices me={me} />
          <BulkRuns>
            <Routes>
              <Route path="cases/:name/:openId?" element={<CasesPage kind="cases" me={me} />} />
              <Route path="teams/:name/:openId?" element={<CasesPage kind="team" me={me} />} />
              {TEAM_PARTS.map((part) => (
                <Route
                  key={part}
                  path={`teams/:name/${part}/:openId?`}
                  element={<CasesPage key={part} kind="team" part={part} me={me} />}
                />
              ))}
              <Route path="sent/:openId?" element={<SentPage me={me} />} />
              <Route path="search/:openId?" element={<SearchPage me={me} opens="case" />} />
              <Route path="search/mail/:openId" element={<SearchPage me={me} opens="mail" />} />
              <Route path="views/:name/:openId?" element={<ViewPage me={me} opens="case" />} />
              <Route path="views/:name/mail/:openId" element={<ViewPage me={me} opens="mail" />} />
              <Route path="mail/:name/:openId?" element={<MailPage me={me} />} />
              <Route path="inbox/:name/:openId?" element={<MyMailPage kind="inbox" me={me} />} />
              <Route path="folders/:name/:openId?" element={<MyMailPage kind="folder" me={me} />} />
              <Route path="writing/:name/:openId?" element={<WritingPage me={me} />} />
              <Route path="accounts/*" element={<OwnAccountsPage me={me} />} />
              <Route path="reports" element={<ReportsPage me={me} />} />
              <Route path="records/:uid/:documentId" element={<RecordPage me={me} />} />
              <Route path="preferences" element={<PreferencesPage me={me} />} />
              <Route path="filters/*" element={<OwnFiltersPage me={me} />} />
              <Route path="*" element={<Navigate to={placePath(firstPlace(me))} replace />} />
            </Routes>
          </BulkRuns>
        </CommandWindows>
      </UndoSending>
    </CommandProvider>
  );
};

const App = () => {
  const text = useText();
  return (
    <Page.Protect permissions={PERMISSIONS.inbox}>
      <Page.Title>{text('plugin.name')}</Page.Title>
      <Inbox />
    </Page.Protect>
  );
};

export default App;

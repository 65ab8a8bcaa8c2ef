/** Settings -> Mailroom -> Teams: the list, and the page of one team below it. */
import { Route, Routes } from 'react-router-dom';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { NEW } from '../settings-paths';
import { TeamList } from './TeamList';
import { TeamPage } from './TeamPage';

const TeamsPage = () => (
  <ProtectedPage permissions={PERMISSIONS.teams}>
    <Routes>
      <Route index element={<TeamList />} />
      <Route path={NEW} element={<TeamPage />} />
      <Route path=":id" element={<TeamPage />} />
    </Routes>
  </ProtectedPage>
);

export default TeamsPage;

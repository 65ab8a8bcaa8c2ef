/** Settings -> Mailroom -> Record links: the list, and the page of one rule below it. */
import { Route, Routes } from 'react-router-dom';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { NEW } from '../settings-paths';
import { RuleList } from './RuleList';
import { RulePage } from './RulePage';

const RecordLinksPage = () => (
  <ProtectedPage permissions={PERMISSIONS.recordLinks}>
    <Routes>
      <Route index element={<RuleList />} />
      <Route path={NEW} element={<RulePage />} />
      <Route path=":id" element={<RulePage />} />
    </Routes>
  </ProtectedPage>
);

export default RecordLinksPage;

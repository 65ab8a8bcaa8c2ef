/** Settings -> Mailroom -> Templates: the list, and the page of one template below it. */
import { Route, Routes } from 'react-router-dom';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { NEW } from '../settings-paths';
import { TemplateList } from './TemplateList';
import { TemplatePage } from './TemplatePage';

const TemplatesPage = () => (
  <ProtectedPage permissions={PERMISSIONS.templates}>
    <Routes>
      <Route index element={<TemplateList />} />
      <Route path={NEW} element={<TemplatePage />} />
      <Route path=":id" element={<TemplatePage />} />
    </Routes>
  </ProtectedPage>
);

export default TemplatesPage;

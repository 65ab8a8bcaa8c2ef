/** Settings -> Mailroom -> Import, for who may import mail. */
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { Imports } from './Imports';

const ImportsPage = () => (
  <ProtectedPage permissions={PERMISSIONS.imports}>
    <Imports which="all" />
  </ProtectedPage>
);

export default ImportsPage;

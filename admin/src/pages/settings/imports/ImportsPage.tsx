/** Settings -> Mailroom -> Import, for administrators. */
import { ProtectedPage } from '../components/ProtectedPage';
import { Imports } from './Imports';

const ImportsPage = () => (
  <ProtectedPage>
    <Imports which="all" />
  </ProtectedPage>
);

export default ImportsPage;

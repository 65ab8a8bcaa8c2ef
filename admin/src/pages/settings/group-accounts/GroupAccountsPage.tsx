/** Settings -> Mailroom -> Group accounts: mailboxes of teams, which open cases. */
import { AccountPages } from '../accounts/AccountPages';

const GroupAccountsPage = () => <AccountPages kind="group" />;

export default GroupAccountsPage;

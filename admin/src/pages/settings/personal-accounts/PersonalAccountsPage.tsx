/** Settings -> Mailroom -> Personal accounts: mailboxes of single users. */
import { AccountPages } from '../accounts/AccountPages';

const PersonalAccountsPage = () => <AccountPages kind="personal" />;

export default PersonalAccountsPage;

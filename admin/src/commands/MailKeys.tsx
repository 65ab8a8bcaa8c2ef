/** What keys do to mail in lists: to the row that has the focus, or else to the mail that is open. */
import { useNavigate } from 'react-router-dom';
import { useMailActions } from '../hooks/useMailActions';
import { useReport } from '../hooks/useReport';
import { useShortcuts } from '../hooks/useShortcuts';
import { useText } from '../hooks/useText';
import { placePath, type EmailPlace } from '../utils/paths';
import { focusedRowId, focusRow, rowBeside } from './rows';
import type { InboxMark } from '../../../server/src/api/contracts';

interface MailKeysProps {
  readonly place: EmailPlace;
  readonly openId: string | null;
  /** in a list that holds cases as well: which of its rows are mails; at others the keys are for who answers for cases */
  readonly isMail?: (id: string) => boolean;
}

export const MailKeys = ({ place, openId, isMail }: MailKeysProps) => {
  const text = useText();
  const report = useReport();
  const navigate = useNavigate();
  const { mark } = useMailActions(place);
  const put = async (id: string, where: InboxMark): Promise<void> => {
    // At once, so that a key pressed again is meant for the next row.
    if (focusedRowId() === id) focusRow(rowBeside(id));
    if (!(await mark([id], where))) return;
    if (id === openId) navigate(placePath(place));
  };
  const view = place.kind === 'inbox' ? place.view : null;
  const answerOf = (where: 'archive' | 'trash'): (() => void) | undefined => {
    const id = focusedRowId() ?? openId;
    if (view === where || (place.kind === 'sent' && where === 'archive')) return undefined;
    if (isMail && (id === null || !isMail(id))) return undefined;
    return () => {
      if (id === null) report.warning(text('actions.choose-mail'));
      else void put(id, where);
    };
  };
  useShortcuts({
    // Whether there is an answer is asked when the key is pressed.
    get e() {
      return answerOf('archive');
    },
    get '#'() {
      return answerOf('trash');
    },
  });
  return null;
};

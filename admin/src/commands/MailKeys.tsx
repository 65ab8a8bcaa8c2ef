/** What keys do to one's own mail: to the row that has the focus, or else to the mail that is open. */
import { useNavigate } from 'react-router-dom';
import { useMailActions } from '../hooks/useMailActions';
import { useReport } from '../hooks/useReport';
import { useShortcuts } from '../hooks/useShortcuts';
import { useText } from '../hooks/useText';
import { placePath } from '../utils/paths';
import { focusedRowId, focusRow, rowBeside, toggleRow } from './rows';
import type { InboxMark } from '../../../server/src/api/contracts';
import type { OwnPlace } from '../pages/inbox/list/InboxList';

interface MailKeysProps {
  readonly place: OwnPlace;
  readonly openId: string | null;
}

export const MailKeys = ({ place, openId }: MailKeysProps) => {
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
  const withTarget = (where: InboxMark) => (): void => {
    const id = focusedRowId() ?? openId;
    if (id === null) report.warning(text('actions.choose-mail'));
    else void put(id, where);
  };
  const view = place.kind === 'inbox' ? place.view : null;
  useShortcuts({
    x: toggleRow,
    ...(view === 'archive' ? {} : { e: withTarget('archive') }),
    ...(view === 'trash' ? {} : { '#': withTarget('trash') }),
  });
  return null;
};

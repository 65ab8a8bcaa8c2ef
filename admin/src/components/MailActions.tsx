/** What can be done with one mail or several in one's own lists. All but moving into a group folder is for oneself. */
import { Flex, IconButton, Menu } from '@strapi/design-system';
import { Archive, ArrowClockwise, Eye, EyeStriked, Star, Trash } from '@strapi/icons';
import { MenuContent } from './MenuContent';
import { useMailActions } from '../hooks/useMailActions';
import { useText } from '../hooks/useText';
import { useGetInboxFoldersQuery } from '../services/inbox';
import type { Place } from '../utils/paths';
import type { BulkMailAction, InboxMark, InboxMoveInput } from '../../../server/src/api/contracts';

/** A mail with what is known of how it is sorted. */
export interface SortedMail {
  readonly id: string;
  readonly unread?: boolean;
  readonly important?: boolean;
}

interface MailActionsProps {
  readonly mails: readonly SortedMail[];
  /** where the mails are seen: what is thrown away can be brought back, not thrown away again */
  readonly place: Place;
  /** told what was done */
  readonly onDone?: (done: InboxMark | 'move') => void;
  /** does it in place of the plain requests: to many mails, with progress, and so that it can be taken back */
  readonly onAct?: (action: BulkMailAction) => void;
}

interface Action {
  readonly mark: InboxMark;
  readonly icon: React.ReactNode;
}

function actionsFor(mails: readonly SortedMail[], place: Place): readonly Action[] {
  const view = place.kind === 'inbox' ? place.view : null;
  const putAside = view === 'archive' || view === 'trash';
  // What one has sent is not to be read, nor does it lie in an inbox that the archive would empty.
  const isSent = place.kind === 'sent';
  const actions: readonly (Action | false)[] = [
    !isSent &&
      (mails.some(({ unread }) => unread)
        ? { mark: 'read', icon: <Eye /> }
        : { mark: 'unread', icon: <EyeStriked /> }),
    mails.every(({ important }) => important)
      ? { mark: 'not-important', icon: <Star fill="warning600" /> }
      : { mark: 'important', icon: <Star /> },
    putAside && { mark: 'restore', icon: <ArrowClockwise /> },
    view !== 'archive' && !isSent && { mark: 'archive', icon: <Archive /> },
    view !== 'trash' && { mark: 'trash', icon: <Trash /> },
  ];
  return actions.filter((action) => action !== false);
}

export const MailActions = ({ mails, place, onDone, onAct }: MailActionsProps) => {
  const text = useText();
  const { mark, move, busy } = useMailActions(place);
  const ids = mails.map(({ id }) => id);
  const tell = (succeeded: boolean, done: InboxMark | 'move'): void => {
    if (succeeded) onDone?.(done);
  };
  return (
    <Flex gap={1}>
      {actionsFor(mails, place).map((action) => (
        <IconButton
          key={action.mark}
          label={text(`sort.${action.mark}`)}
          variant="ghost"
          disabled={busy}
          onClick={() =>
            onAct
              ? onAct({ kind: 'mark', mark: action.mark })
              : void mark(ids, action.mark).then((succeeded) => tell(succeeded, action.mark))
          }
        >
          {action.icon}
        </IconButton>
      ))}
      <MoveMenu
        disabled={busy}
        onMove={(target) =>
          onAct
            ? onAct({ kind: 'move', ...target })
            : void move(ids, target).then((succeeded) => tell(succeeded, 'move'))
        }
      />
    </Flex>
  );
};

interface MoveMenuProps {
  readonly disabled: boolean;
  readonly onMove: (target: Omit<InboxMoveInput, 'ids'>) => void;
}

/** Own folders first; a group folder moves the mail for everybody. */
const MoveMenu = ({ disabled, onMove }: MoveMenuProps) => {
  const text = useText();
  const { data: folders = [] } = useGetInboxFoldersQuery();
  const ofKind = (kind: 'own' | 'group') => folders.filter((folder) => folder.kind === kind);
  const item = (key: string, label: string, target: Omit<InboxMoveInput, 'ids'>) => (
    <Menu.Item key={key} onSelect={() => onMove(target)}>
      {label}
    </Menu.Item>
  );
  if (folders.length === 0) return null;
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger size="S" variant="tertiary" disabled={disabled}>
        {text('sort.move')}
      </Menu.Trigger>
      <MenuContent popoverPlacement="bottom-start">
        {ofKind('own').map(({ id, name }) => item(id, name, { folder: id }))}
        {ofKind('own').length > 0 && item('out', text('sort.no-folder'), { folder: null })}
        {ofKind('group').map(({ id, name }) => item(id, text('sort.to-group', { name }), { folder: id }))}
        {ofKind('group').length > 0 &&
          item('group-out', text('sort.no-group-folder'), { folder: null, from: 'group' })}
      </MenuContent>
    </Menu.Root>
  );
};

/** A new mail while it is written: the composer, and whether the case that it opens is one's own. */
import { Checkbox, Flex, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import type { DraftEditor } from '../../hooks/useDraftEditor';
import { useText } from '../../hooks/useText';
import { useGetRecordAddressesQuery } from '../../services/compose';
import { withTyped } from '../../utils/recipients';
import { HeldNotice } from '../inbox/composer/HeldNotice';
import { OpenDraft } from '../inbox/composer/OpenDraft';
import type { MailFormProps } from '../inbox/composer/MailForm';
import type { DraftView } from '../../../../server/src/api/contracts';

const NO_ADDRESSES: readonly string[] = [];
const NO_RECORD = { uid: '', documentId: '' };

/** The record's other addresses: offered, since one mail seldom goes to all of them. */
const MoreAddresses = ({ editor }: { readonly editor: DraftEditor }) => {
  const text = useText();
  const { record } = editor.draft;
  const { data: addresses = NO_ADDRESSES } = useGetRecordAddressesQuery(
    record === null ? NO_RECORD : { uid: record.contentType, documentId: record.documentId },
    { skip: record === null },
  );
  const { to, cc, bcc } = editor.lines;
  const there = new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()));
  const others = addresses.filter((address) => !there.has(address.toLowerCase()));
  if (others.length === 0) return null;
  return (
    <Flex gap={3} wrap="wrap">
      {others.map((address) => (
        <TextButton
          key={address}
          startIcon={<Plus />}
          onClick={() => editor.changeLine('to', withTyped(to, address))}
        >
          {text('compose.add-address', { address })}
        </TextButton>
      ))}
    </Flex>
  );
};

const AssignToMe = ({ editor }: { readonly editor: DraftEditor }) => {
  const text = useText();
  // Mail of a personal account opens no case.
  if (editor.draft.from?.kind !== 'group') return null;
  return (
    <Checkbox
      checked={editor.draft.assignToMe}
      onCheckedChange={(checked: boolean | 'indeterminate') =>
        editor.change({ assignToMe: checked === true })
      }
    >
      {text('compose.assign-to-me')}
    </Checkbox>
  );
};

interface NewMailFormProps extends Pick<MailFormProps, 'me' | 'onSent' | 'onDiscarded'> {
  readonly id: string;
  /** null: it is to be read */
  readonly begun: DraftView | null;
}

export const NewMailForm = (props: NewMailFormProps) => {
  const text = useText();
  return (
    <OpenDraft {...props} placeholder={text('compose.text')} maxHeight="50vh">
      {(editor) => (
        <>
          {editor.draft.state === 'held' && <HeldNotice reason={editor.draft.heldReason} />}
          <MoreAddresses editor={editor} />
          <AssignToMe editor={editor} />
        </>
      )}
    </OpenDraft>
  );
};

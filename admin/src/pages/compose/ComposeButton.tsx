/** Opens the dialog in which an agent writes first; shown to who may send from some account. */
import { useState } from 'react';
import { Button, IconButton, Modal } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useText } from '../../hooks/useText';
import { useGetMeQuery } from '../../services/cases';
import { useGetSendingAccountsQuery } from '../../services/compose';
import { ComposeDialog } from './ComposeDialog';
import type { RecordLinkInput } from '../../../../server/src/api/contracts';

interface ComposeButtonProps {
  /** where it is written from; null: from the inbox */
  readonly record: RecordLinkInput | null;
}

export const ComposeButton = ({ record }: ComposeButtonProps) => {
  const text = useText();
  const { data: accounts = [] } = useGetSendingAccountsQuery();
  const { data: me } = useGetMeQuery();
  const [open, setOpen] = useState(false);
  if (accounts.length === 0 || me === undefined) return null;
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        {record === null ? (
          <IconButton label={text('compose.new')} variant="ghost">
            <PaperPlane />
          </IconButton>
        ) : (
          <Button variant="secondary" startIcon={<PaperPlane />}>
            {text('compose.new')}
          </Button>
        )}
      </Modal.Trigger>
      {open && <ComposeDialog accounts={accounts} record={record} userId={me.agent.id} />}
    </Modal.Root>
  );
};

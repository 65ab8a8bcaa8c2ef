/** Begins a new mail; shown to who may send from some account. In the inbox it is a draft like others, at a record a dialog. */
import { useState } from 'react';
import { Button, IconButton, Modal } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';
import { UndoSending } from '../../components/UndoSending';
import { useReport } from '../../hooks/useReport';
import { useShortcuts } from '../../hooks/useShortcuts';
import { useText } from '../../hooks/useText';
import { useGetMeQuery } from '../../services/cases';
import { useGetRecordAddressesQuery } from '../../services/compose';
import { useBeginDraftMutation, useGetSendersQuery } from '../../services/drafts';
import { placePath } from '../../utils/paths';
import { draftPath } from '../writing/draft-paths';
import { ComposeDialog } from './ComposeDialog';
import type { DraftInput, DraftView, RecordLinkInput } from '../../../../server/src/api/contracts';

/** Begins a new draft; null when it could not be, which is told. */
function useBeginMail() {
  const report = useReport();
  const [begin, { isLoading }] = useBeginDraftMutation();
  const start = async (input: Omit<DraftInput, 'kind'>): Promise<DraftView | null> => {
    const result = await begin({ kind: 'new', ...input });
    if (!('error' in result)) return result.data;
    report.failure(result.error);
    return null;
  };
  return { start, isLoading };
}

/** In the inbox: begins a mail and opens it among the drafts. */
export const NewMailButton = () => {
  const text = useText();
  const navigate = useNavigate();
  const { data: senders = [] } = useGetSendersQuery(null);
  const { start, isLoading } = useBeginMail();
  const write = async (): Promise<void> => {
    if (senders.length === 0 || isLoading) return;
    const draft = await start({});
    if (draft) navigate(placePath({ kind: 'drafts', view: 'drafts' }, draft.id));
  };
  useShortcuts({ c: () => void write() });
  if (senders.length === 0) return null;
  return (
    <IconButton label={text('compose.new')} variant="ghost" disabled={isLoading} onClick={() => void write()}>
      <PaperPlane />
    </IconButton>
  );
};

/** At a record: writes to its address in a dialog, so that what is being edited stays as it is. */
export const ComposeButton = ({ record }: { readonly record: RecordLinkInput }) => {
  const text = useText();
  const navigate = useNavigate();
  const { data: senders = [] } = useGetSendersQuery(null);
  const { data: addresses = [] } = useGetRecordAddressesQuery(record);
  const { data: me } = useGetMeQuery();
  const { start, isLoading } = useBeginMail();
  const [draft, setDraft] = useState<DraftView | null>(null);
  if (senders.length === 0 || me === undefined) return null;
  const write = async (): Promise<void> => {
    const to = addresses.slice(0, 1);
    setDraft(await start({ record: { contentType: record.uid, documentId: record.documentId }, to }));
  };
  return (
    <UndoSending
      onUndone={(undone) => (undone.case === null ? setDraft(undone) : navigate(draftPath(undone)))}
    >
      <Button variant="secondary" startIcon={<PaperPlane />} loading={isLoading} onClick={() => void write()}>
        {text('compose.new')}
      </Button>
      <Modal.Root open={draft !== null} onOpenChange={(open) => !open && setDraft(null)}>
        {draft && <ComposeDialog draft={draft} me={me} onClose={() => setDraft(null)} />}
      </Modal.Root>
    </UndoSending>
  );
};

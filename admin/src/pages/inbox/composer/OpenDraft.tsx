/** A draft that is opened: read first, unless it has just been begun. */
import { forwardRef, type ForwardedRef } from 'react';
import { FailureState, Skeleton } from '../../../components/states';
import { useText } from '../../../hooks/useText';
import { useGetDraftQuery } from '../../../services/drafts';
import { MailForm, type MailFormHandle, type MailFormProps } from './MailForm';
import type { DraftView } from '../../../../../server/src/api/contracts';

interface OpenDraftProps extends Omit<MailFormProps, 'draft'> {
  readonly id: string;
  /** null: it is to be read */
  readonly begun: DraftView | null;
}

export const OpenDraft = forwardRef(
  ({ id, begun, ...form }: OpenDraftProps, handle: ForwardedRef<MailFormHandle>) => {
    const text = useText();
    const { data, error, refetch, isFetching } = useGetDraftQuery(id, { skip: begun !== null });
    const draft = begun ?? (isFetching && !data ? undefined : data);
    if (draft)
      return <MailForm key={draft.id} ref={handle} draft={draft} autoFocus={begun !== null} {...form} />;
    if (error) return <FailureState error={error} onRetry={() => void refetch()} />;
    return <Skeleton blocks={1} label={text('composer.loading')} />;
  },
);
OpenDraft.displayName = 'OpenDraft';

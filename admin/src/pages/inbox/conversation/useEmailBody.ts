/** What a mail says: it comes with the stream for the newest mails, and is asked for when an older one is opened. */
import { useRef } from 'react';
import { useGetEmailQuery } from '../../../services/emails';
import type { FailureState } from '../../../components/states';
import type { EmailBody, EmailView } from '../../../../../server/src/api/contracts';

export type BodyState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: Parameters<typeof FailureState>[0]['error']; retry(): void }
  | { readonly kind: 'here'; readonly body: EmailBody };

/** @param open false: nothing is asked for */
export function useEmailBody(email: Pick<EmailView, 'id' | 'body'>, open: boolean): BodyState {
  // A stream that is asked for again leaves out what is no longer among the newest: what is read must stay.
  const seen = useRef(email.body);
  if (email.body !== null) seen.current = email.body;
  const { currentData, error, refetch } = useGetEmailQuery(email.id, {
    skip: !open || seen.current !== null,
  });
  const body = seen.current ?? currentData?.body ?? null;
  if (body !== null) return { kind: 'here', body };
  return error ? { kind: 'failed', error, retry: () => void refetch() } : { kind: 'loading' };
}

/** The drafts of one case: which one a tab of the composer goes on with, and beginning another. */
import { useEffect, useRef, useState } from 'react';
import { useReport } from '../../../hooks/useReport';
import {
  useBeginDraftMutation,
  useDeleteDraftMutation,
  useGetCaseDraftsQuery,
} from '../../../services/drafts';
import type { DraftKind, DraftRow, DraftView } from '../../../../../server/src/api/contracts';

export type AnswerKind = Exclude<DraftKind, 'new'>;
/** Answers to some and to all are one draft whose recipients change; a forwarded mail is another. */
export type DraftGroup = 'answer' | 'forward';

export const groupOf = (kind: DraftKind): DraftGroup => (kind === 'forward' ? 'forward' : 'answer');

const NO_ROWS: readonly DraftRow[] = [];

export function useCaseDrafts(caseId: string) {
  const report = useReport();
  const { data } = useGetCaseDraftsQuery(caseId, { refetchOnMountOrArgChange: true });
  const [beginDraft, { isLoading: isBeginning }] = useBeginDraftMutation();
  const [deleteDraft] = useDeleteDraftMutation();
  const [begun, setBegun] = useState<Readonly<Partial<Record<DraftGroup, DraftView>>>>({});
  const show = (draft: DraftView): void =>
    setBegun((current) => ({ ...current, [groupOf(draft.kind)]: draft }));
  /** sent or thrown away: the list that is shown, and one that is under way, may not know it yet */
  const [gone, setGone] = useState<{ readonly id: string; readonly rows: typeof data } | null>(null);
  /** begun here and left as the server made it */
  const untouched = useRef<string | null>(null);
  const mounted = useRef(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
      // Not at once: React mounts twice while it is developed with.
      setTimeout(() => {
        if (!mounted.current && untouched.current !== null) void deleteDraft(untouched.current);
      }, 0);
    };
  }, [deleteDraft]);

  useEffect(() => {
    if (gone === null || data === undefined || data === gone.rows) return;
    const row = data.items.find(({ id }) => id === gone.id);
    if (row === undefined || row.state === 'scheduled') setGone(null);
  }, [gone, data]);

  const rows = (data?.items ?? NO_ROWS).filter(
    ({ id, state }) => !(gone?.id === id && (gone.rows === data || state !== 'scheduled')),
  );
  const written = rows.filter(({ state }) => state !== 'scheduled');

  return {
    isLoading: data === undefined,
    isBeginning,
    /** on their way, without those that can still be undone */
    scheduled: rows.filter(({ state, undoable }) => state === 'scheduled' && !undoable),
    held: rows.filter(({ state }) => state === 'held'),
    newest: written[0] ?? null,
    /** what a tab goes on with; null: nothing is written yet */
    openIn: (group: DraftGroup): { readonly id: string; readonly begun: DraftView | null } | null => {
      const own = begun[group];
      if (own) return { id: own.id, begun: own };
      const row = written.find(({ kind }) => kind !== 'new' && groupOf(kind) === group);
      return row ? { id: row.id, begun: null } : null;
    },
    begin: async (kind: AnswerKind, emailId?: string): Promise<DraftView | null> => {
      const known = new Set(rows.map(({ id }) => id));
      const result = await beginDraft({ kind, caseId, ...(emailId === undefined ? {} : { emailId }) });
      if ('error' in result) {
        report.failure(result.error);
        return null;
      }
      setGone(null);
      show(result.data);
      untouched.current = known.has(result.data.id) ? null : result.data.id;
      return result.data;
    },
    /** The recipients that another kind of answer to the same mail has; its draft is not kept. */
    recipientsOf: async (
      kind: AnswerKind,
      draft: DraftView,
    ): Promise<Pick<DraftView, 'to' | 'cc'> | null> => {
      const emailId = draft.answers === null ? {} : { emailId: draft.answers };
      const result = await beginDraft({ kind, caseId, ...emailId });
      if ('error' in result) {
        report.failure(result.error);
        return null;
      }
      const isKept = result.data.id === draft.id || rows.some(({ id }) => id === result.data.id);
      if (!isKept) void deleteDraft(result.data.id);
      return result.data;
    },
    touch: (): void => {
      untouched.current = null;
    },
    leave: ({ id, kind }: Pick<DraftView, 'id' | 'kind'>): void => {
      untouched.current = null;
      setBegun((current) => ({ ...current, [groupOf(kind)]: undefined }));
      setGone({ id, rows: data });
    },
    /** Opens one of the list, which another one has hidden so far. */
    open: (draft: DraftView): void => {
      untouched.current = null;
      setGone(null);
      show(draft);
    },
  };
}

/** Sorting mails of one's own: each step tells what was done, and offers the way back where there is one. */
import { useMemo } from 'react';
import { useOfferUndo, useRunStep } from '../components/undo/UndoProvider';
import { useGetInboxFoldersQuery, useMarkMailsMutation, useMoveMailsMutation } from '../services/inbox';
import { useReport } from './useReport';
import { useText } from './useText';
import type { FolderSummary, InboxMark, InboxMoveInput } from '../../../server/src/api/contracts';
import type { Place } from '../utils/paths';

export interface MailSorting {
  /** @returns whether any mail was changed; why not has been told */
  readonly mark: (ids: readonly string[], mark: InboxMark) => Promise<boolean>;
  readonly move: (ids: readonly string[], to: Target) => Promise<boolean>;
  readonly busy: boolean;
}

/** What a mark is undone by, in the list where the mails were; null: it is a switch whose way back is beside it. */
function opposite(mark: InboxMark, place: Place): InboxMark | null {
  const view = place.kind === 'inbox' ? place.view : null;
  const putAside = view === 'archive' || view === 'trash' ? view : null;
  if (mark === 'archive' || mark === 'trash') return putAside ?? 'restore';
  if (mark === 'restore') return putAside;
  return null;
}

const NO_FOLDERS: readonly FolderSummary[] = [];
type Target = Omit<InboxMoveInput, 'ids'>;

/** Where mails are put back that were moved out of a list; null: they came from several places, which nobody has noted. */
function wayBack(place: Place, to: Target, folders: readonly FolderSummary[]): Target | null {
  const kindOf = (id: string | null) => folders.find((folder) => folder.id === id)?.kind;
  const kind = to.folder === null ? (to.from ?? 'own') : kindOf(to.folder);
  if (place.kind === 'folder') return kindOf(place.folder) === kind ? { folder: place.folder } : null;
  const isInbox = place.kind === 'inbox' && place.view === 'inbox';
  return isInbox && kind === 'own' ? { folder: null, from: 'own' } : null;
}

/** @param place the list in which the mails are seen */
export function useMailActions(place: Place): MailSorting {
  const text = useText();
  const report = useReport();
  const offer = useOfferUndo();
  const step = useRunStep();
  const [markMails, marking] = useMarkMailsMutation();
  const [moveMails, moving] = useMoveMailsMutation();
  const { data: folders = NO_FOLDERS } = useGetInboxFoldersQuery();
  const busy = marking.isLoading || moving.isLoading;
  return useMemo(() => {
    const finish = (
      at: number,
      result: Awaited<ReturnType<typeof markMails>>,
      words: (count: number) => string,
      back: (() => Promise<typeof result>) | null,
    ): boolean => {
      if ('error' in result) {
        report.failure(result.error);
        return false;
      }
      // Mail may have left one's reach since it was listed.
      if (result.data.changed === 0) {
        report.warning(text('sort.none-changed'));
        return false;
      }
      const said = words(result.data.changed);
      if (back === null) report.success(said);
      else {
        const undo = async (): Promise<void> => {
          const undone = await back();
          if ('error' in undone) report.failure(undone.error);
          else report.success(text('undo.undone'));
        };
        offer({ at, key: `mails:${Date.now()}`, words: said, undo });
      }
      return true;
    };
    return {
      busy,
      mark: (ids, mark) =>
        step(async (at) => {
          const back = opposite(mark, place);
          return finish(
            at,
            await markMails({ ids, mark }),
            (count) =>
              mark === 'archive' || mark === 'trash'
                ? text(`actions.${mark}-done`, { count })
                : text('sort.done', { count }),
            back && (() => markMails({ ids, mark: back })),
          );
        }),
      move: (ids, to) =>
        step(async (at) => {
          const back = wayBack(place, to, folders);
          return finish(
            at,
            await moveMails({ ids, ...to }),
            (count) => text('sort.moved', { count }),
            back && (() => moveMails({ ids, ...back })),
          );
        }),
    };
  }, [busy, place, folders, text, report, offer, step, markMails, moveMails]);
}

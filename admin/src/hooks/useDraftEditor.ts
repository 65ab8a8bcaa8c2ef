/**
 * A draft while it is written: its fields on the screen, saved to the server as they change. What another machine saved
 * meanwhile is never written over unasked: `theirs` then holds it, and the author chooses.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSaveDraftMutation } from '../services/drafts';
import { createDraftSaver, type DraftSaver, type SaveOutcome, type SaveState } from '../utils/draft-saver';
import { forgetDraft, keepDraft, keptDraft } from '../utils/kept-draft';
import { recipientsOf, validOnes, type Recipient } from '../utils/recipients';
import { useReport } from './useReport';
import type { DraftChange, DraftFile, DraftView } from '../../../server/src/api/contracts';

/** What is saved as it is written. */
export type DraftFields = Omit<DraftChange, 'version'>;
export type RecipientLine = 'to' | 'cc' | 'bcc';
export type RecipientLines = Readonly<Record<RecipientLine, readonly Recipient[]>>;

export interface DraftEditor {
  readonly id: string;
  /** as it is on the screen; its files are those of the server */
  readonly draft: DraftView;
  readonly lines: RecipientLines;
  readonly state: SaveState;
  /** what was saved elsewhere meanwhile; null: nothing */
  readonly theirs: DraftView | null;
  readonly change: (fields: DraftFields) => void;
  readonly changeLine: (line: RecipientLine, recipients: readonly Recipient[]) => void;
  /** Saves everything now. @returns the draft as it is stored; null: it could not be saved */
  readonly flush: () => Promise<DraftView | null>;
  /** Shows files that were stored or removed. */
  readonly changeFiles: (update: (files: readonly DraftFile[]) => readonly DraftFile[]) => void;
  /** Saves nothing more: the draft is no longer there. */
  readonly forget: () => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

const statusOf = (error: object): unknown => ('status' in error ? error.status : undefined);

/** A request that got no answer, or one of something between here and the server; or its author has to log in again. */
const isUnreachable = (error: object): boolean => {
  const status = statusOf(error);
  return typeof status !== 'number' || status >= 500 || status === 408 || status === 429 || status === 401;
};

/** A draft with what was written on it and could not be saved. */
function withKept(stored: DraftView): DraftView {
  const kept = keptDraft<DraftFields>(sessionStorage, stored.id);
  // The addresses that were kept are those of the form: the server's have the same shape.
  return kept === null ? stored : ({ ...stored, ...kept.fields } as DraftView);
}

/** What is stored comes with the refusal. Reading it would count as having seen what came in meanwhile. */
function storedIn(error: object): DraftView | null {
  const { details } = error as { readonly details?: { readonly draft?: DraftView } };
  return details?.draft ?? null;
}

const linesOf = ({ to, cc, bcc }: DraftView): RecipientLines => ({
  to: recipientsOf(to),
  cc: recipientsOf(cc),
  bcc: recipientsOf(bcc),
});

/** Everything an author writes, to be saved over another version. */
const writtenIn = ({ from, to, cc, bcc, subject, html, status, assignToMe }: DraftView): DraftFields => ({
  ...(from === null ? {} : { from }),
  ...{ to, cc, bcc, subject, html, status, assignToMe },
});

/** @param stored the draft as it was read; the caller gives the component a `key` of its id */
export function useDraftEditor(stored: DraftView): DraftEditor {
  const report = useReport();
  const [save] = useSaveDraftMutation();
  const [draft, setDraft] = useState(() => withKept(stored));
  const [lines, setLines] = useState(() => linesOf(draft));
  const [state, setState] = useState<SaveState>('saved');
  const [theirs, setTheirs] = useState<DraftView | null>(null);
  const shown = useRef(draft);
  const { id } = stored;

  const show = (view: DraftView): void => {
    shown.current = view;
    setDraft(view);
  };

  const saver = useMemo<DraftSaver<DraftFields>>(() => {
    const saveFields = async (fields: DraftFields, version: number): Promise<SaveOutcome> => {
      const sent = shown.current.html;
      const result = await save({ id, change: { ...fields, version } });
      if (!('error' in result)) {
        // What was written while this was saved stays on the screen; another sender brings another signature.
        const { version: saved, warnings, savedAt, html } = result.data;
        const asSent = shown.current.html === sent;
        show({
          ...shown.current,
          ...{ version: saved, warnings, savedAt },
          ...(fields.from !== undefined && asSent ? { html } : {}),
        });
        forgetDraft(sessionStorage, id);
        return { kind: 'saved', version: saved };
      }
      const other = statusOf(result.error) === 409 ? storedIn(result.error) : null;
      if (other !== null && other.state !== 'scheduled') {
        setTheirs(other);
        return { kind: 'conflict' };
      }
      if (isUnreachable(result.error)) {
        const { fields: before = {} } = keptDraft<DraftFields>(sessionStorage, id) ?? {};
        keepDraft(sessionStorage, id, { version, fields: { ...before, ...fields } });
        return { kind: 'unreachable' };
      }
      report.failure(result.error);
      return { kind: 'refused' };
    };
    return createDraftSaver<DraftFields>({ version: stored.version, save: saveFields, onState: setState });
    // Made once for the draft: a new one would forget what is not saved yet.
  }, [id]); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    const kept = keptDraft<DraftFields>(sessionStorage, id);
    if (kept === null) return;
    // Over another version the author is asked.
    saver.adopt(kept.version);
    saver.change(kept.fields);
  }, [saver, id]);

  useEffect(() => {
    const saveNow = (): void => void saver.flush();
    const warn = (event: BeforeUnloadEvent): void => {
      if (saver.isSaved()) return;
      saveNow();
      event.preventDefault();
    };
    window.addEventListener('online', saveNow);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('online', saveNow);
      window.removeEventListener('beforeunload', warn);
      saver.stop();
      saveNow();
    };
  }, [saver]);

  const change = (fields: DraftFields): void => {
    show({ ...shown.current, ...fields });
    saver.change(fields);
  };
  const changeFiles = (update: (files: readonly DraftFile[]) => readonly DraftFile[]): void => {
    show({ ...shown.current, files: update(shown.current.files) });
    // They are stored already; what there is to warn of is found anew when the draft is saved.
    saver.change({ subject: shown.current.subject });
  };
  return {
    id,
    draft,
    lines,
    state,
    theirs,
    change,
    changeLine: (line, recipients) => {
      setLines((current) => ({ ...current, [line]: recipients }));
      change({ [line]: validOnes(recipients) });
    },
    flush: async () => ((await saver.flush()) ? shown.current : null),
    changeFiles,
    forget: () => {
      forgetDraft(sessionStorage, id);
      saver.stop();
      saver.reset(saver.version());
    },
    keepMine: () => {
      if (!theirs) return;
      saver.reset(theirs.version);
      setTheirs(null);
      change(writtenIn(shown.current));
    },
    takeTheirs: () => {
      if (!theirs) return;
      forgetDraft(sessionStorage, id);
      saver.reset(theirs.version);
      show(theirs);
      setLines(linesOf(theirs));
      setTheirs(null);
    },
  };
}

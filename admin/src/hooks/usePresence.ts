/** Says that this page shows a case, and what its reader does there, as long as that is true. */
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import { PAGE_ID } from '../live/page-id';
import { setPresence } from '../live/live-store';
import { useSayPresenceMutation } from '../services/live';
import { backendUrl } from '../utils/backend';
import { usePageVisible } from './usePolling';
import type { Presence, PresenceInput } from '../../../server/src/api/contracts';

type Doing = Presence['doing'];
type Writing = Exclude<Doing, 'looking'>;

/** Milliseconds after which the server is told again; it believes us for 30 seconds. */
const RENEWAL = 12_000;
/** Milliseconds after the last key for which somebody is said to be writing. */
const WRITING = 20_000;

/** Tells that a key was pressed in the composer. */
const WritingContext = createContext<(writing: Writing) => void>(() => undefined);
export const WritingNoted = WritingContext.Provider;
export const useNoteWriting = (): ((writing: Writing) => void) => useContext(WritingContext);

/** What the reader writes now; `looking` a while after the last key. */
function useWriting(): readonly [Doing, (writing: Writing) => void] {
  const [doing, setDoing] = useState<Doing>('looking');
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const note = useMemo(
    () =>
      (writing: Writing): void => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setDoing('looking'), WRITING);
        setDoing(writing);
      },
    [],
  );
  return [doing, note];
}

/** Says that the case is left, also while the page is being closed. */
function useLeaving(): (input: PresenceInput) => void {
  const token = useAuth('MailroomPresence', (state) => state.token);
  const current = useRef(token);
  useEffect(() => {
    current.current = token;
  });
  return useMemo(
    () =>
      (input): void => {
        if (current.current === null) return;
        void fetch(backendUrl('/mailroom/presence'), {
          method: 'POST',
          keepalive: true,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${current.current}` },
          body: JSON.stringify(input),
          // It ends by itself a little later.
        }).catch(() => undefined);
      },
    [],
  );
}

/** @returns what the composer calls when somebody writes in it */
export function usePresence(caseId: string): (writing: Writing) => void {
  const visible = usePageVisible();
  const [say] = useSayPresenceMutation();
  const leave = useLeaving();
  const [doing, note] = useWriting();
  useEffect(() => {
    if (!visible) return;
    const renew = async (): Promise<void> => {
      const result = await say({ caseId, page: PAGE_ID, doing });
      if ('data' in result) setPresence(caseId, result.data);
    };
    void renew();
    const timer = setInterval(() => void renew(), RENEWAL);
    return () => clearInterval(timer);
  }, [caseId, doing, visible, say]);
  useEffect(() => {
    if (!visible) return;
    const gone = (): void => leave({ caseId, page: PAGE_ID, doing: null });
    window.addEventListener('pagehide', gone);
    return () => {
      window.removeEventListener('pagehide', gone);
      gone();
    };
  }, [caseId, visible, leave]);
  return note;
}

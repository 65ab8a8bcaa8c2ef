/** Hears from the server what changed while Mailroom is open, and lets what is shown load again. */
import { useEffect, useRef } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import { createHintGate, type Hints } from '../live/hint-gate';
import { backendUrl } from '../utils/backend';
import { joinStream } from '../live/shared-stream';
import { useGetMeQuery } from '../services/cases';
import { useApplyHintsMutation } from '../services/live';
import type { LiveEvent } from '../../../server/src/api/contracts';

const later = (run: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

const isHidden = (): boolean => document.visibilityState !== 'visible';
/** A page that nobody looks at keeps only what its title tells of; the rest loads when it is looked at again. */
const COUNTED: ReadonlySet<LiveEvent['kind']> = new Set(['changed', 'lists', 'notifications']);
const HIDDEN_PAUSE = 15_000;

/** @param userId who reads */
export function useLive(userId: number): void {
  const token = useAuth('MailroomLive', (state) => state.token);
  const current = useRef(token);
  const [apply] = useApplyHintsMutation();
  const { refetch } = useGetMeQuery();
  useEffect(() => {
    current.current = token;
  });
  const signedIn = token !== null;
  useEffect(() => {
    if (!signedIn) return;
    const gate = createHintGate({ apply: (hints) => void apply(hints), later });
    let countedAt = 0;
    const count = (): void => {
      if (Date.now() - countedAt < HIDDEN_PAUSE) return;
      countedAt = Date.now();
      void apply(COUNTERS_ONLY);
    };
    const leave = joinStream({
      url: backendUrl('/mailroom/live'),
      userId,
      token: () => current.current,
      // Any query gets another token, or finds that there is none to be had.
      onSignedOut: () => refetch(),
      onEvent: (event) => {
        if (!isHidden()) gate.push(event);
        else if (COUNTED.has(event.kind)) count();
      },
    });
    return () => {
      leave();
      gate.stop();
    };
  }, [signedIn, userId, apply, refetch]);
}

const COUNTERS_ONLY: Hints = { everything: false, lists: false, notifications: true, cases: [], emails: [] };

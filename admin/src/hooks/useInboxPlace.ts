/** Where in the inbox the agent is, read from the address. */
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { parsePlace, type NamedKind, type Place } from '../utils/paths';
import type { TeamPart } from '../../../server/src/api/contracts';

export interface InboxPlace {
  /** null when the address names no list there is */
  readonly place: Place | null;
  /** the open case or mail */
  readonly openId: string | null;
}

/** @param kind which of the inbox's routes is shown */
export function useInboxPlace(kind: NamedKind, part?: TeamPart): InboxPlace {
  const { name = '', openId } = useParams();
  const place = useMemo(() => parsePlace(kind, name, part), [kind, name, part]);
  return { place, openId: openId ?? null };
}

/** Which notices have come since one last looked. Pure. */
import type { NotificationView } from '../../../server/src/api/contracts';

/** The newest notices that are known: all of one moment. */
export interface KnownNotices {
  readonly at: string;
  readonly ids: ReadonlySet<string>;
}

/** Before there was any. */
const NONE: KnownNotices = { at: '', ids: new Set() };

/** @param notices newest first. Older ones that come into a list because others were read are not new. */
export function newNotices(
  notices: readonly NotificationView[],
  known: KnownNotices,
): readonly NotificationView[] {
  return notices.filter(({ id, at }) => at > known.at || (at === known.at && !known.ids.has(id)));
}

/** What is known after these. */
export function knownWith(notices: readonly NotificationView[], known: KnownNotices = NONE): KnownNotices {
  const at = notices.reduce((newest, notice) => (notice.at > newest ? notice.at : newest), known.at);
  const ids = notices.filter((notice) => notice.at === at).map(({ id }) => id);
  return { at, ids: new Set(at === known.at ? [...known.ids, ...ids] : ids) };
}

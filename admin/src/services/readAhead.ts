/**
 * Reads before it is shown what will be shown: the list of an address before Strapi has let the page appear, and cases before
 * they are opened. Nothing depends on it: what was not read ahead, or has failed, is read by whoever shows it.
 */
import { keptCaseSort } from '../hooks/useCaseSort';
import { caseListOf, caseAddress } from '../utils/paths';
import { isTokenGood } from '../utils/token';
import { casesApi } from './cases';
import { inboxApi } from './inbox';
import { searchApi } from './search';
import { panelStore } from './store';

type Dispatch = Parameters<ReturnType<typeof casesApi.endpoints.mailroomGetCase.initiate>>[0];

interface Reading extends PromiseLike<unknown> {
  unsubscribe(): void;
}

/** Let go of at once: it is kept for as long as what nobody looks at is kept. */
const release = (...readings: readonly Reading[]): void => {
  for (const reading of readings) void reading.then(() => reading.unsubscribe());
};

/** What of an opened case is shown first. */
export function readCaseAhead(id: string): void {
  const dispatch = panelStore()?.dispatch as Dispatch | undefined;
  if (dispatch === undefined) return;
  const { mailroomGetCase, mailroomGetTimeline } = casesApi.endpoints;
  release(dispatch(mailroomGetCase.initiate(id)), dispatch(mailroomGetTimeline.initiate(id)));
}

interface Signed {
  readonly admin_app?: { readonly token?: string | null };
}

/**
 * What a page of cases shows first: whose it is, its rows, the open case; and then its lists and their counters.
 * @param pathname of the address that is gone to
 */
export async function readPageAhead(pathname: string): Promise<void> {
  const store = panelStore();
  const token = (store?.getState() as Signed | undefined)?.admin_app?.token ?? null;
  // A session that is over, or must be renewed, is Strapi's to deal with.
  if (store === null || !isTokenGood(token, Date.now())) return;
  const dispatch = store.dispatch as Dispatch;
  const me = dispatch(casesApi.endpoints.mailroomGetMe.initiate());
  release(me);
  const { place, openId } = caseAddress(pathname) ?? {};
  if (place) {
    const list = { ...caseListOf(place), sort: keptCaseSort() };
    release(dispatch(casesApi.endpoints.mailroomGetCaseList.initiate(list)));
  }
  if (openId) readCaseAhead(openId);
  const { isSuccess } = await me;
  if (!isSuccess) return;
  release(
    dispatch(inboxApi.endpoints.mailroomGetInboxCounters.initiate()),
    dispatch(inboxApi.endpoints.mailroomGetInboxFolders.initiate()),
    dispatch(searchApi.endpoints.mailroomGetSavedViews.initiate()),
    dispatch(casesApi.endpoints.mailroomGetCounters.initiate()),
  );
}

/** Changes of what is shown, made while it is still being read. RTK Query itself is asked, for it is its way that matters. */
import { configureStore } from '@reduxjs/toolkit';
import { createApi } from '@reduxjs/toolkit/query';
import { whenRead } from '../../../admin/src/utils/whenRead';

interface Shown {
  readonly subject: string;
  readonly important: boolean;
}

function start() {
  let answer: (shown: Shown) => void = () => undefined;
  const answered = new Promise<{ data: Shown }>((resolve) => {
    answer = (data) => resolve({ data });
  });
  const api = createApi({
    baseQuery: () => answered,
    endpoints: (build) => ({ read: build.query<Shown, void>({ query: () => '' }) }),
  });
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (standard) => standard().concat(api.middleware),
  });
  const reading = store.dispatch(api.endpoints.read.initiate());
  const change = (important: boolean) =>
    store.dispatch(
      api.util.updateQueryData(
        'read',
        undefined,
        whenRead((shown) => ({ ...shown, important })),
      ),
    );
  return { change, answer, reading, shown: () => api.endpoints.read.select()(store.getState()).data };
}

test('of what is not there yet nothing is shown, however often it is changed', async () => {
  const { change, answer, reading, shown } = start();
  change(true);
  change(true);
  expect(shown()).toBeUndefined();
  answer({ subject: 'Lamp', important: false });
  await reading;
  expect(shown()).toEqual({ subject: 'Lamp', important: false });
});

test('what is there is changed, and goes back', async () => {
  const { change, answer, reading, shown } = start();
  answer({ subject: 'Lamp', important: false });
  await reading;
  const assumed = change(true);
  expect(shown()).toEqual({ subject: 'Lamp', important: true });
  assumed.undo();
  expect(shown()).toEqual({ subject: 'Lamp', important: false });
});

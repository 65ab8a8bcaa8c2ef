/**
 * Makes a change of what is shown (`updateQueryData`) wait for what is shown. Of what is still being read RTK Query asks a second
 * change all the same, with nothing in its hands: what it made of nothing was then shown as if it had been read.
 * @param change makes what is shown then of what is shown now
 */
export const whenRead =
  <Shown>(change: (shown: Shown) => Shown) =>
  (shown: Shown | undefined): Shown | undefined =>
    shown === undefined ? undefined : change(shown);

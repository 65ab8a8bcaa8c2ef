/** What all rows of a list have in common, worked out once for the list: how much room each takes, and where links begin. */
import { createContext, useContext } from 'react';
import type { Density } from '../../../../../server/src/api/contracts';

export interface RowSetting {
  readonly density: Density;
  /** the address of one of the panel's paths, as a browser follows it */
  readonly hrefOf: (path: string) => string;
}

export const RowSettingContext = createContext<RowSetting>({
  density: 'comfortable',
  hrefOf: (path) => path,
});

export const useRowSetting = (): RowSetting => useContext(RowSettingContext);

/** Where things are in this repository, for the scripts. */
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const EXAMPLE = `${ROOT}/example`;
/** What scripts leave for the next run or for a reader: never committed. */
export const CACHE = `${ROOT}/.cache`;

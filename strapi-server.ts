export { default } from './server/src';
export type * from './server/src/services';

export type * from './common';
export type * from './cases';
export type * from './accounts';
export type * from './operations';
export type * from './inbox';
export type * from './records';
export type * from './filters';

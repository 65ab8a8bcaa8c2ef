/** What can be wrong with a store that is not a folder of ours, in words for whoever asked. */

/** Files cannot be kept or read for now: what was to be done is done later. Its message names no file and no address. */
export class StorageUnavailable extends Error {
  constructor(detail: string) {
    super(`The store for files cannot be used now (${detail}). Try again later.`);
    this.name = 'StorageUnavailable';
  }
}

/** Mail must never lie where everybody can read it. */
export class StorageNotPrivate extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StorageNotPrivate';
  }
}

/** No such file is kept; as the file system says it, since whoever reads asks for that. */
export class FileMissing extends Error {
  readonly code = 'ENOENT';
  constructor(name: string) {
    super(`There is no file ${name} in the store`);
    this.name = 'FileMissing';
  }
}

/** What the store gave is not what was put in. */
export class FileDamaged extends Error {
  constructor(name: string) {
    super(`The file ${name} in the store is damaged`);
    this.name = 'FileDamaged';
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT';

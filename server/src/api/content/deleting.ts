/** What the deletion of a case or mail answers when it cannot be deleted now. */
import { DeletionRefused } from '../../cases/deletion-refused';
import { Conflict } from '../http';

/** @throws Conflict in place of a refusal, and anything else as it is */
export function refusedDeletion(error: unknown): never {
  throw error instanceof DeletionRefused ? new Conflict(error.message, { code: error.refusal }) : error;
}

/** Names of files, whoever gave them: what they may hold when they are stored, shown and sent. */
import { MESSAGE_LIMITS } from './message';
import { singleLine, truncate } from './text';

/** A name without path, control or direction-changing characters (peers R26); empty where nothing is left. */
export function fileName(given: string): string {
  const name = singleLine(given)
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^\.+/, '');
  return truncate(name, MESSAGE_LIMITS.fileName);
}

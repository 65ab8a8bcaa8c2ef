/**
 * Every command that has a key: the one table from which keys, command palette and sheet are made. Where a command does
 * something is told by whoever answers its key (hooks/useShortcuts): while nobody does, it does not apply.
 */
import type { TextKey } from '../hooks/useText';

export const COMMAND_GROUPS = ['list', 'case', 'writing', 'go', 'everywhere'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

interface CommandShape {
  /** the first is the command's name in code; a space stands between keys pressed one after the other */
  readonly keys: readonly [string, ...string[]];
  readonly label: TextKey;
  readonly group: CommandGroup;
  /** what the palette has no use for: moving in a list that has lost the focus, and what a field answers itself */
  readonly palette?: false;
  /** held down it goes on; any other command would be done to many by a key that sticks */
  readonly repeats?: true;
}

const TABLE = [
  { keys: ['j'], label: 'shortcuts.next', group: 'list', palette: false, repeats: true },
  { keys: ['k'], label: 'shortcuts.previous', group: 'list', palette: false, repeats: true },
  { keys: ['o', 'Enter'], label: 'shortcuts.open', group: 'list', palette: false },
  { keys: ['x'], label: 'shortcuts.choose', group: 'list' },
  { keys: ['u'], label: 'shortcuts.back', group: 'list' },
  { keys: ['e'], label: 'shortcuts.done', group: 'case' },
  { keys: ['s'], label: 'shortcuts.snooze', group: 'case' },
  { keys: ['i'], label: 'shortcuts.assign', group: 'case' },
  { keys: ['t'], label: 'shortcuts.tag', group: 'case' },
  { keys: ['m'], label: 'shortcuts.move', group: 'case' },
  { keys: ['#'], label: 'shortcuts.delete', group: 'case' },
  { keys: ['.'], label: 'shortcuts.copy-number', group: 'case' },
  { keys: ['c'], label: 'shortcuts.compose', group: 'writing' },
  { keys: ['r'], label: 'shortcuts.reply', group: 'writing' },
  { keys: ['a'], label: 'shortcuts.reply-all', group: 'writing' },
  { keys: ['f'], label: 'shortcuts.forward', group: 'writing' },
  { keys: ['n'], label: 'shortcuts.note', group: 'writing' },
  { keys: ['Mod+Enter'], label: 'shortcuts.send', group: 'writing', palette: false },
  { keys: ['Mod+Shift+Enter'], label: 'shortcuts.send-and-close', group: 'writing', palette: false },
  { keys: ['g i'], label: 'shortcuts.go-mine', group: 'go', palette: false },
  { keys: ['g u'], label: 'shortcuts.go-unassigned', group: 'go', palette: false },
  { keys: ['g m'], label: 'shortcuts.go-mentions', group: 'go', palette: false },
  { keys: ['g e'], label: 'shortcuts.go-mail', group: 'go', palette: false },
  { keys: ['g d'], label: 'shortcuts.go-drafts', group: 'go', palette: false },
  { keys: ['g s'], label: 'shortcuts.go-snoozed', group: 'go', palette: false },
  { keys: ['g c'], label: 'shortcuts.go-closed', group: 'go', palette: false },
  { keys: ['z'], label: 'shortcuts.undo', group: 'everywhere' },
  { keys: ['/'], label: 'shortcuts.search', group: 'everywhere' },
  { keys: ['Mod+k'], label: 'shortcuts.palette', group: 'everywhere', palette: false },
  { keys: ['?'], label: 'shortcuts.sheet', group: 'everywhere' },
] as const satisfies readonly CommandShape[];

/** The first key of a command. */
export type CommandKey = (typeof TABLE)[number]['keys'][0];

export interface Command extends Omit<CommandShape, 'keys'> {
  readonly keys: readonly [CommandKey, ...string[]];
}

export const COMMANDS: readonly Command[] = TABLE;

/** The command that a key or a sequence of keys stands for. */
export function commandOf(keys: string): Command | undefined {
  return COMMANDS.find((command) => command.keys.some((one) => one === keys));
}

/** Commands whose sequence begins with this key. */
export function commandsAfter(key: string): readonly Command[] {
  return COMMANDS.filter(({ keys }) => keys.some((one) => one.startsWith(`${key} `)));
}

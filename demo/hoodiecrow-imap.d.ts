/** hoodiecrow-imap has no types of its own. This is what the demo uses of it, some of which it does not document. */
declare module 'hoodiecrow-imap' {
  import type { EventEmitter } from 'node:events';
  import type { Server } from 'node:net';

  export interface Folder {
    readonly path: string;
    readonly uidvalidity: number;
    readonly uidnext: number;
    readonly 'special-use'?: string;
    readonly messages: readonly {
      readonly uid: number;
      readonly flags: string[];
      readonly internaldate: string;
      readonly raw: string;
    }[];
  }
  export interface Connection {
    server: Hoodiecrow;
    readonly _notificationCallback: (notification: object) => void;
  }
  export interface Command {
    readonly attributes?: readonly ({ readonly value?: string } | null)[];
  }
  export type CommandHandler = (
    connection: Connection,
    command: Command,
    line: string,
    done: () => void,
  ) => void;

  export interface Hoodiecrow extends EventEmitter {
    readonly server: Server;
    readonly folderCache: Readonly<Record<string, Folder>>;
    readonly outputHandlers: ((connection: Connection, response: { readonly tag: string }) => void)[];
    getCommandHandler(name: string): CommandHandler;
    setCommandHandler(name: string, handler: CommandHandler): void;
    getMailbox(path: string): Folder;
    appendMessage(path: string, flags: readonly string[], internaldate: string, raw: string): void;
  }
  export default function hoodiecrow(options: object): Hoodiecrow;
}

/**
 * Where keys and those who answer them meet. It holds who answers what at the moment, and the keys of a sequence that has
 * begun; it listens to no event itself and draws nothing.
 */
import { commandOf, commandsAfter, type Command, type CommandKey } from './registry';

/** What the keys do; the newest answer to a key counts. */
export type Answers = Readonly<Partial<Record<CommandKey, () => void>>>;
type AnswersNow = () => Answers;

/** Milliseconds for the next key of a sequence. */
export const SEQUENCE_TIME = 2_000;

export type Press =
  | { readonly kind: 'run'; readonly command: Command; readonly run: () => void }
  /** a sequence has begun: what it waits for */
  | { readonly kind: 'waiting'; readonly first: string; readonly next: readonly Command[] }
  | { readonly kind: 'none' };

export interface CommandCenter {
  /** @returns what takes the answers back */
  readonly answer: (answers: AnswersNow) => () => void;
  readonly answerOf: (key: CommandKey) => (() => void) | undefined;
  /** the commands that do something at the moment */
  readonly applicable: () => readonly Command[];
  /** @param stroke as strokes.ts writes it @param now milliseconds since 1970 */
  readonly press: (stroke: string, now: number) => Press;
  readonly forgetSequence: () => void;
}

const NONE: Press = { kind: 'none' };

export function createCommandCenter(commands: readonly Command[]): CommandCenter {
  let answering: readonly AnswersNow[] = [];
  let begun: { readonly first: string; readonly at: number } | null = null;

  const answerOf = (key: CommandKey): (() => void) | undefined =>
    answering.map((answers) => answers()[key]).findLast((run) => run !== undefined);
  const isAnswered = ({ keys }: Command): boolean => answerOf(keys[0]) !== undefined;

  const runOf = (keys: string): Press => {
    const command = commandOf(keys);
    const run = command && answerOf(command.keys[0]);
    return command && run ? { kind: 'run', command, run } : NONE;
  };

  return {
    answer(answers) {
      answering = [...answering, answers];
      return () => {
        answering = answering.filter((one) => one !== answers);
      };
    },
    answerOf,
    applicable: () => commands.filter(isAnswered),
    press(stroke, now) {
      const first = begun !== null && now - begun.at <= SEQUENCE_TIME ? begun.first : null;
      begun = null;
      // A second key that ends no sequence is no command of its own either: `g e` must not close a case.
      if (first !== null) return runOf(`${first} ${stroke}`);
      const next = commandsAfter(stroke).filter(isAnswered);
      if (next.length === 0) return runOf(stroke);
      begun = { first: stroke, at: now };
      return { kind: 'waiting', first: stroke, next };
    },
    forgetSequence() {
      begun = null;
    },
  };
}

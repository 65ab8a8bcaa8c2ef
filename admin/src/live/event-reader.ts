/** Reads text/event-stream as it arrives. Only what our server sends of it: `data` lines of one event each, and comments as signs of life. */

export interface EventReader {
  /** Takes what came in. @returns the data of events that are complete by now */
  readonly push: (text: string) => readonly string[];
}

const DATA = /^data: ?/;

export function createEventReader(): EventReader {
  let rest = '';
  return {
    push: (text) => {
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      return blocks.flatMap((block) => {
        const lines = block.split('\n').filter((line) => DATA.test(line));
        return lines.length === 0 ? [] : [lines.map((line) => line.replace(DATA, '')).join('\n')];
      });
    },
  };
}

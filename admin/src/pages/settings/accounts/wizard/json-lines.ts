/** Reads a stream of JSON lines piece by piece as it comes in. Pure: it fetches nothing. */

/** Takes pieces of text and answers the lines that each one completes; an unfinished one waits for the rest. */
export const lineSplitter = (): ((piece: string) => readonly string[]) => {
  let rest = '';
  return (piece) => {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    return lines.filter((line) => line.trim() !== '');
  };
};

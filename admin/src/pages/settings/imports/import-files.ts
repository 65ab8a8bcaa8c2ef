/** Which of the files that were chosen or dropped can be imported. Pure. */
export interface SortedFiles<Named> {
  readonly accepted: readonly Named[];
  /** names of those that hold no mail as far as their names say */
  readonly refused: readonly string[];
}

/** Thunderbird and Unix keep mbox files without an ending ("Inbox", "Sent"); folders and other kinds are refused. */
const isMail = (name: string): boolean => /\.(eml|mbox|mbx)$/i.test(name) || !name.includes('.');

/** Adds files to those chosen before; the same file (name and size) is taken once. */
export const addFiles = <Named extends { readonly name: string; readonly size: number }>(
  chosen: readonly Named[],
  added: readonly Named[],
): SortedFiles<Named> => {
  const accepted = [...chosen];
  for (const file of added.filter(({ name }) => isMail(name)))
    if (!accepted.some(({ name, size }) => name === file.name && size === file.size)) accepted.push(file);
  return { accepted, refused: added.filter(({ name }) => !isMail(name)).map(({ name }) => name) };
};

/** The files of an import, as they are chosen. What is in them is for the server to judge: names say nothing. Pure. */

/** Adds files to those chosen before; the same file (name and size) is taken once. */
export const addFiles = <Named extends { readonly name: string; readonly size: number }>(
  chosen: readonly Named[],
  added: readonly Named[],
): readonly Named[] => {
  const all = [...chosen];
  for (const file of added)
    if (!all.some(({ name, size }) => name === file.name && size === file.size)) all.push(file);
  return all;
};

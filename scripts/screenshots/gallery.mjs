/** The page of the documentation that shows all pictures. */

/** What is said beside the title of each picture, and its width. */
const LOOKS = /** @type {const} */ ({
  light: { words: 'light', width: 420 },
  dark: { words: 'dark', width: 420 },
  phone: { words: 'on a phone', width: 130 },
});

/**
 * @typedef {{ name: string, title: string, looks: readonly (keyof typeof LOOKS)[] }} Taken
 * @param {readonly { group: string, shots: readonly Taken[] }[]} groups those that were taken
 * @returns {string} Markdown
 */
export function gallery(groups) {
  const shot = (/** @type {Taken} */ { name, title, looks }) =>
    [
      `### ${title}`,
      '',
      looks
        .map((look) => {
          const { words, width } = LOOKS[look];
          return `<img src="screenshots/${name}-${look}.webp" alt="${title}, ${words}" width="${width}">`;
        })
        .join(' '),
      '',
    ].join('\n');
  return [
    '# Every page and state',
    '',
    'Made from the demo by `npm run screenshots`; nobody writes in this file.',
    '',
    ...groups.flatMap(({ group, shots }) => [`## ${group}`, '', ...shots.map(shot)]),
  ].join('\n');
}

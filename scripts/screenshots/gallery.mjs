/** The page of the documentation that shows all pictures. */

/**
 * @typedef {{ name: string, title: string, phone: boolean }} Taken
 * @param {readonly { group: string, shots: readonly Taken[] }[]} groups those that were taken
 * @returns {string} Markdown
 */
export function gallery(groups) {
  const picture = (/** @type {string} */ file, /** @type {string} */ title, /** @type {number} */ width) =>
    `<img src="screenshots/${file}.webp" alt="${title}" width="${width}">`;
  const shot = ({ name, title, phone }) =>
    [
      `### ${title}`,
      '',
      [
        picture(`${name}-light`, `${title}, light`, 420),
        picture(`${name}-dark`, `${title}, dark`, 420),
        ...(phone ? [picture(`${name}-phone`, `${title}, on a phone`, 130)] : []),
      ].join(' '),
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

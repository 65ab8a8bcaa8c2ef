/** What customers write about when they begin: one letter after the other, each with another topic. */
import { PERSONAS } from './personas.mjs';
import { PHRASES } from './phrases.mjs';

/**
 * The letter with this number: the personas in turn, each with another topic every time.
 * @param {number} number
 * @returns {import('./post.mjs').Letter}
 */
export function topicLetter(number) {
  // The last one begins: the first ones have written the openings.
  const persona = pick(PERSONAS, number + PERSONAS.length - 1);
  const { greeting, closing, items, topics } = PHRASES[persona.language];
  const round = Math.floor(number / PERSONAS.length);
  const topic = pick(topics, number + round);
  const fill = (/** @type {string} */ text) =>
    text.replaceAll('{order}', String(20430 + number * 7)).replaceAll('{item}', pick(items, number));
  return {
    from: persona.address,
    subject: fill(topic.subject),
    words: [greeting, fill(topic.text), `${closing}\n${persona.name}`].join('\n\n'),
  };
}

/**
 * @template Item
 * @param {readonly Item[]} list
 * @param {number} number
 * @returns {Item}
 */
export const pick = (list, number) => /** @type {Item} */ (list[number % list.length]);

/**
 * The customers' lives: a heap of first mails, then one now and then, and answers to what agents write.
 * What they did is remembered in a file, so that a restart goes on instead of starting over.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { openingLetters } from './openings.mjs';
import { personaOf } from './personas.mjs';
import { PHRASES } from './phrases.mjs';
import { answerTo } from './post.mjs';
import { pick, topicLetter } from './topics.mjs';

/**
 * @typedef {import('./post.mjs').Letter} Letter
 * @typedef {{ customer: string, subject: string, agentAnswers: number, customerAnswers: number }} Conversation
 * @typedef {{ dueAt: number, letter: Letter }} PendingAnswer
 * @typedef {{ written: number, conversations: Conversation[], pending: PendingAnswer[] }} Memory
 *
 * @typedef {object} Customers
 * @property {(mail: { to: string, source: Buffer }) => void} receive
 * @property {() => void} stop
 */

const MAX_UNANSWERED = 60;
/** So many topics have been written about before the demo begins (past/letters.mjs). */
const PAST_LETTERS = 100;
const MAX_ANSWERS = 2;
const SECONDS = 1000;
const between = (/** @type {number} */ from, /** @type {number} */ to) => from + Math.random() * (to - from);

/**
 * Wakes the customers up.
 * @param {{ file: string, post: import('./post.mjs').Post, report: (line: string) => void }} options
 * @returns {Customers}
 */
export function startCustomers({ file, post, report }) {
  const memory = recall(file);
  const openings = openingLetters();
  /** @type {Set<NodeJS.Timeout>} */
  const timers = new Set();

  const remember = () => {
    writeFileSync(`${file}.new`, JSON.stringify(memory, null, 1));
    renameSync(`${file}.new`, file);
  };
  const after = (/** @type {number} */ milliseconds, /** @type {() => Promise<void>} */ action) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action().catch((error) => report(`A customer could not write: ${error.message}`));
    }, milliseconds);
    timers.add(timer);
  };

  const writeNext = async () => {
    const letter = openings[memory.written] ?? topicLetter(PAST_LETTERS + memory.written - openings.length);
    await post(letter);
    memory.written += 1;
    memory.conversations.push({
      customer: letter.from,
      subject: letter.subject,
      agentAnswers: 0,
      customerAnswers: 0,
    });
    remember();
    report(`${letter.from} wrote: ${letter.subject}`);
  };
  const keepWriting = async () => {
    try {
      do {
        if (unanswered(memory) < MAX_UNANSWERED) await writeNext();
      } while (memory.written < openings.length);
    } finally {
      after(between(40, 90) * SECONDS, keepWriting);
    }
  };
  const deliverLater = (/** @type {PendingAnswer} */ answer) =>
    after(Math.max(0, answer.dueAt - Date.now()), async () => {
      await post(answer.letter);
      memory.pending = memory.pending.filter((other) => other !== answer);
      remember();
      report(`${answer.letter.from} answered: ${answer.letter.subject}`);
    });

  memory.pending.forEach(deliverLater);
  after(0, keepWriting);
  return {
    receive({ to, source }) {
      after(0, async () => {
        const answers = answersTo(memory, to, await simpleParser(source));
        memory.pending.push(...answers);
        remember();
        answers.forEach(deliverLater);
      });
    },
    stop: () => timers.forEach((timer) => clearTimeout(timer)),
  };
}

/** @returns {Memory} */
function recall(/** @type {string} */ file) {
  try {
    /** @type {Memory} */
    const memory = JSON.parse(readFileSync(file, 'utf8'));
    for (const { letter } of memory.pending) {
      if (letter.quoted) letter.quoted.date = new Date(letter.quoted.date);
    }
    return memory;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    return { written: 0, conversations: [], pending: [] };
  }
}

const unanswered = (/** @type {Memory} */ { conversations }) =>
  conversations.filter(({ agentAnswers }) => agentAnswers === 0).length;

/**
 * What the customer sends back, and when; the conversation is counted on.
 * @param {Memory} memory
 * @param {string} to
 * @param {import('mailparser').ParsedMail} received
 * @returns {PendingAnswer[]}
 */
function answersTo(memory, to, received) {
  // Nobody answers a machine, and no machine answers: two of them would never stop.
  if (received.headers.has('auto-submitted') && received.headers.get('auto-submitted') !== 'no') return [];
  if (to.startsWith('no-reply@')) return [];
  const persona = personaOf(to);
  const phrases = PHRASES[persona.language];
  const conversation = conversationOf(memory, to, received.subject ?? '');
  conversation.agentAnswers += 1;
  if (conversation.customerAnswers >= MAX_ANSWERS) return [];
  const choice = memory.conversations.indexOf(conversation);
  const sentence = pick(conversation.customerAnswers === 0 ? phrases.questions : phrases.thanks, choice);
  conversation.customerAnswers += 1;
  const words = [phrases.greeting, sentence, `${phrases.closing}\n${persona.name}`].join('\n\n');
  const answer = {
    dueAt: Date.now() + between(10, 25) * SECONDS,
    letter: answerTo(persona, received, words),
  };
  const isAway = persona.outOfOffice && conversation.agentAnswers === 1;
  return isAway ? [outOfOffice(persona, received), answer] : [answer];
}

/**
 * @param {import('./personas.mjs').Persona} persona
 * @param {import('mailparser').ParsedMail} received
 * @returns {PendingAnswer}
 */
function outOfOffice(persona, received) {
  const { subject, text } = PHRASES[persona.language].outOfOffice;
  return {
    dueAt: Date.now() + 2 * SECONDS,
    letter: {
      ...answerTo(persona, received, text),
      subject: `${subject}: ${received.subject ?? ''}`,
      quoted: undefined,
      headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    },
  };
}

/**
 * By customer and subject, because not every mail has a Message-ID that an answer could name.
 * @param {Memory} memory
 * @param {string} customer
 * @param {string} subject
 */
function conversationOf(memory, customer, subject) {
  const known = memory.conversations.find(
    (one) => one.customer === customer && subject.includes(one.subject),
  );
  if (known) return known;
  const conversation = { customer, subject, agentAnswers: 0, customerAnswers: 0 };
  memory.conversations.push(conversation);
  return conversation;
}

/** Second chapter: one customer's mail becomes a case, is answered with a file, and the customer's answer joins it. */
import { readFileSync } from 'node:fs';
import { openingLetters } from '../customers/openings.mjs';
import { personaOf } from '../customers/personas.mjs';
import { answerTo } from '../customers/post.mjs';
import { expect, expectEqual, station, waitFor } from './journey.mjs';
import { openCases, openedCase, timelineOf } from './office.mjs';

/**
 * @typedef {import('./office.mjs').Office} Office
 * @typedef {import('./office.mjs').CaseDetail} CaseDetail
 * @typedef {import('../../server/src/api/contracts/cases').EmailView} EmailView
 * @typedef {{ detail: CaseDetail, customerMessageId: string }} Conversation the case at the end, and the id of its first mail
 */

const CUSTOMER = personaOf('claire@lumiere.example');
const AGENT = 'lena@shop.example';
const PHOTO = 'broken-lantern.png';
const LABEL = 'return-label.pdf';
const fileOf = (/** @type {string} */ name) => readFileSync(new URL(`../files/${name}`, import.meta.url));

/**
 * @param {Office} office
 * @returns {Promise<Conversation>}
 */
export async function holdConversation(office) {
  const { subject, messageId } = await customerWrites(office);
  const opened = await caseOpens(office, subject);
  await caseIsLinked(opened);
  await agentReads(office, opened);
  await agentAnswers(office, opened);
  const answer = await customerReceives(office, subject, messageId);
  return { detail: await customerAnswers(office, opened, answer), customerMessageId: messageId };
}

/** @param {Office} office */
const customerWrites = (office) =>
  station('A customer writes, in HTML with a photo and an inline logo', async (tell) => {
    const letter = openingLetters().find(({ from }) => from === CUSTOMER.address);
    expect(letter, 'The letter is missing');
    const { messageId } = await office.mail.post(letter);
    expectEqual('Mails in the mailbox', office.mail.count(CUSTOMER.writesTo), 1);
    tell(`${CUSTOMER.name} to ${CUSTOMER.writesTo}: ${letter.subject}`);
    return { subject: letter.subject, messageId: /** @type {string} */ (messageId) };
  });

/**
 * @param {Office} office
 * @param {string} subject
 */
const caseOpens = (office, subject) =>
  station(
    'The mail is fetched, opens a case, and round-robin gives it to the first of the team',
    async (tell) => {
      const opened = await openedCase(await office.admin(), subject);
      tell(`case #${opened.number}, ${opened.status}, ${opened.assignee?.name}`);
      expectEqual('The requester', opened.requester, { name: CUSTOMER.name, address: CUSTOMER.address });
      expectEqual('The assignee', opened.assignee?.email, AGENT);
      expectEqual('The reason', opened.assignmentReason?.code, 'assign.round-robin');
      expectEqual('The status', opened.status, 'assigned');
      return opened;
    },
  );

/** @param {CaseDetail} opened */
const caseIsLinked = ({ links }) =>
  station('The case is linked to the customer’s contact, and to the company behind it', async (tell) => {
    const told = links.map(({ typeName, label, rule }) => `${typeName} ${label}: ${rule}`);
    tell(told.join(', '));
    expectEqual('The linked records', told, [
      `Contact ${CUSTOMER.name}: sender`,
      'Account Atelier Lumière: parent',
    ]);
  });

/**
 * @param {Office} office
 * @param {CaseDetail} opened
 */
const agentReads = (office, { id, subject }) =>
  station('The agent logs in, finds the case in her list and reads it, with the photo', async (tell) => {
    const agent = await office.agent(AGENT);
    const [row] = await openCases(agent, 'mine');
    expect(row?.id === id && row.unread, 'It is not at the top of her list, unread');
    expectEqual('Her counter', (await agent.get('/mailroom/counters')).data.mine, 1);
    const [mail] = emailsOf(await timelineOf(agent, id), 'email-received');
    expect(mail, 'The mail is not in the timeline');
    expectEqual('The mail’s subject', mail.subject, subject);
    expect(
      mail.body?.html?.includes('cassée') && mail.body.text.includes('cassée'),
      'The mail’s words are missing',
    );
    const photo = mail.attachments.find(({ name }) => name === PHOTO);
    expect(photo && !photo.inline, 'The photo is not among the attachments');
    expect(
      mail.attachments.some(({ inline, contentId }) => inline && contentId),
      'The inline logo is missing',
    );
    const bytes = await agent.download(`/mailroom/attachments/${photo.id}`);
    expect(bytes.equals(fileOf(PHOTO)), `The photo has ${bytes.length} other bytes`);
    tell(`${PHOTO}: ${bytes.length} bytes, the same as sent`);
    await agent.post(`/mailroom/cases/${id}/read`);
    expectEqual('Unread after reading', (await agent.get(`/mailroom/cases/${id}`)).data.unread, false);
  });

/**
 * @param {Office} office
 * @param {CaseDetail} opened
 */
const agentAnswers = (office, { id }) =>
  station('The agent answers with text and a file, and the mail is sent', async (tell) => {
    const agent = await office.agent(AGENT);
    const form = new FormData();
    const input = {
      text: 'Bonjour Claire,\n\nune nouvelle lanterne part aujourd’hui.\n\nLena',
      idempotencyKey: 'first-answer',
      status: 'pending',
    };
    form.set('data', JSON.stringify(input));
    form.append('files', new Blob([fileOf(LABEL)], { type: 'application/pdf' }), LABEL);
    await agent.upload(`/mailroom/cases/${id}/replies`, form);
    const sent = await waitFor('the answer to be sent', async () => {
      const [mail] = emailsOf(await timelineOf(agent, id), 'email-sent');
      expect(mail?.state !== 'failed', `Sending failed: ${mail?.deliveryError}`);
      return mail?.state === 'sent' && mail;
    });
    expectEqual(
      'Deliveries',
      sent.deliveries.map(({ address, state }) => [address, state]),
      [[CUSTOMER.address, 'accepted']],
    );
    expectEqual('The status after it', (await agent.get(`/mailroom/cases/${id}`)).data.status, 'pending');
    tell(`from ${sent.from.name} <${sent.from.address}>: ${sent.subject}`);
  });

/**
 * @param {Office} office
 * @param {string} subject
 * @param {string} messageId
 */
const customerReceives = (office, subject, messageId) =>
  station('The customer receives it, as an answer to her mail and from the group address', async (tell) => {
    const answer = await office.receivedBy(CUSTOMER.address);
    const from = answer.from?.value[0];
    const replyTo = answer.replyTo?.value[0]?.address ?? from?.address;
    tell(`From ${answer.from?.text}, In-Reply-To ${answer.inReplyTo}`);
    expectEqual('From', from?.address, CUSTOMER.writesTo);
    expectEqual('Where an answer goes', replyTo, CUSTOMER.writesTo);
    expectEqual('In-Reply-To', answer.inReplyTo, messageId);
    expect([answer.references ?? []].flat().includes(messageId), 'References does not name her mail');
    expect(answer.subject?.includes(subject), `The subject is "${answer.subject}"`);
    expect(answer.text?.includes('une nouvelle lanterne part aujourd’hui'), 'The words are missing');
    const label = answer.attachments.find(({ filename }) => filename === LABEL);
    expect(label?.content.equals(fileOf(LABEL)), 'The file is missing or changed');
    return answer;
  });

/**
 * @param {Office} office
 * @param {CaseDetail} opened
 * @param {import('mailparser').ParsedMail} answer
 */
const customerAnswers = (office, { id, number }, answer) =>
  station('The customer answers as Outlook does, and the answer joins the same case', async (tell) => {
    await office.mail.post(answerTo(CUSTOMER, answer, 'Merci beaucoup, c’est parfait !'));
    const agent = await office.agent(AGENT);
    const joined = await waitFor('the answer to join the case', async () => {
      const [, second] = emailsOf(await timelineOf(agent, id), 'email-received');
      return (
        second && {
          second,
          detail: /** @type {CaseDetail} */ ((await agent.get(`/mailroom/cases/${id}`)).data),
        }
      );
    });
    expect(joined.second.body?.text.includes('Merci beaucoup'), 'The answer’s words are missing');
    expectEqual('Open cases', (await openCases(await office.admin())).length, 1);
    expectEqual('Mails of the case', joined.detail.emailCount, 3);
    expect(joined.detail.unread, 'The case is not unread again');
    tell(`case #${number} now has 3 mails and is ${joined.detail.status}`);
    return joined.detail;
  });

/**
 * @param {import('./office.mjs').TimelineEntry[]} entries
 * @param {'email-received' | 'email-sent'} kind
 * @returns {EmailView[]}
 */
export const emailsOf = (entries, kind) =>
  entries.flatMap((entry) => (entry.kind === kind ? [entry.email] : []));

/** Fourth chapter: what must not happen, with answering machines, strangers, other people's mail, and an address that does not exist. */
import { openingLetters } from '../customers/openings.mjs';
import { REFUSING_DOMAIN } from '../smtp-server.mjs';
import { emailsOf } from './conversation.mjs';
import { expect, expectEqual, expectRefused, station, waitFor } from './journey.mjs';
import { openCases, openedCase, timelineOf } from './office.mjs';

/**
 * @typedef {import('./office.mjs').Office} Office
 * @typedef {import('../../server/src/api/contracts/cases').EmailRow} EmailRow
 */

/**
 * @param {Office} office
 * @param {import('./conversation.mjs').Conversation} conversation
 */
export async function tryLimits(office, { detail: conversation, customerMessageId }) {
  await station('An answering machine opens no case', async (tell) => {
    const subject = 'Automatische Antwort: Unser Angebot';
    const headers = { 'Auto-Submitted': 'auto-replied' };
    const words = 'Ich bin bis Montag nicht im Büro.';
    await office.mail.post({
      from: 'jonas.weber@bergwerk.example',
      to: 'support@shop.example',
      subject,
      words,
      headers,
    });
    const row = await mailWithoutCase(await office.agent('tom@shop.example'), 'team', subject);
    tell(`${row.subject}: ${row.classification}`);
    expectEqual('Its classification', row.classification, 'auto-reply');
    expect(!(await openCases(await office.admin())).some((one) => one.subject === subject), 'It has a case');
  });
  await station('A stranger who names a customer’s mail does not get into the case', async (tell) => {
    const subject = `Re: ${conversation.subject} [#${conversation.number}]`;
    await office.mail.post({
      from: 'stranger@elsewhere.example',
      to: 'support@shop.example',
      subject,
      words: 'Me too.',
      references: [customerMessageId],
    });
    const row = await waitFor('the stranger’s case', async () =>
      (await openCases(await office.admin())).find(
        ({ requester }) => requester.address === 'stranger@elsewhere.example',
      ),
    );
    expect(row.id !== conversation.id, 'The mail joined the customer’s case');
    tell(`it has case #${row.number} instead of #${conversation.number}`);
  });
  await station('An agent of another team sees neither the case nor its files', async () => {
    const admin = await office.admin();
    const order = await openedCase(admin, 'An order');
    const [mail] = emailsOf(await timelineOf(admin, order.id), 'email-received');
    const file = mail?.attachments[0];
    expect(mail && file, 'The mail has no file');
    const outsider = await office.agent('lena@shop.example');
    expect(!(await openCases(outsider)).some(({ id }) => id === order.id), 'It is in her list');
    await expectRefused('Reading it', outsider.get(`/mailroom/cases/${order.id}`), [403, 404]);
    await expectRefused('Its mail', outsider.get(`/mailroom/emails/${mail.id}`), [403, 404]);
    await expectRefused('Its file', outsider.download(`/mailroom/attachments/${file.id}`), [403, 404]);
    await expectRefused('Its timeline', outsider.get(`/mailroom/cases/${order.id}/timeline`), [403, 404]);
    await expectRefused(
      'Making a team',
      outsider.post('/mailroom/teams', { name: 'Mine', color: '#000000', members: [] }),
      [403],
    );
  });
  await station('Mail to a person is that person’s alone', async (tell) => {
    const letter = openingLetters().find(({ to }) => to === 'lena@shop.example');
    expect(letter, 'The letter is missing');
    await office.mail.post(letter);
    const row = await mailWithoutCase(await office.agent('lena@shop.example'), 'personal', letter.subject);
    tell(`in Lena’s mail: ${row.subject}`);
    const other = await office.agent('tom@shop.example');
    expectEqual('Tom’s personal mail', (await other.get('/mailroom/emails?view=personal')).items, []);
    await expectRefused('Tom reading it', other.get(`/mailroom/emails/${row.id}`), [403, 404]);
  });
  await station('An answer to an address that does not exist is shown as failed', async (tell) => {
    const agent = await office.agent('lena@shop.example');
    const form = new FormData();
    const to = [`nobody@${REFUSING_DOMAIN}`];
    form.set('data', JSON.stringify({ text: 'Hello?', to, idempotencyKey: 'to-nobody' }));
    await agent.upload(`/mailroom/cases/${conversation.id}/replies`, form);
    const failed = await waitFor('the failure', async () =>
      emailsOf(await timelineOf(agent, conversation.id), 'email-sent').find(
        ({ state }) => state === 'failed',
      ),
    );
    tell(failed.deliveryError ?? '');
    expect(failed.deliveryError?.includes('no such user'), 'The server’s words are missing');
    expect(
      (await agent.get(`/mailroom/cases/${conversation.id}`)).data.deliveryProblem,
      'The case does not show it',
    );
  });
}

/**
 * @param {import('../admin-api.mjs').AdminApi} api
 * @param {'personal' | 'team'} view
 * @param {string} subject
 */
const mailWithoutCase = (api, view, subject) =>
  waitFor(`"${subject}" in the ${view} mail`, async () => {
    /** @type {EmailRow[]} */
    const rows = (await api.get(`/mailroom/emails?view=${view}`)).items;
    return rows.find((row) => row.subject === subject);
  });

/** Fifth chapter: what other machines send: a report that an answer came back, a notice that a filter sorts, an invitation. */
import { openingLetters } from '../customers/openings.mjs';
import { MOVED_DOMAIN } from '../customers/postmaster.mjs';
import { emailsOf } from './conversation.mjs';
import { expect, expectEqual, station, waitFor } from './journey.mjs';
import { openedCase, timelineOf } from './office.mjs';

/**
 * @typedef {import('./office.mjs').Office} Office
 * @typedef {import('../../server/src/api/contracts/cases').EmailRow} EmailRow
 */

/**
 * @param {Office} office
 * @param {import('./conversation.mjs').Conversation} conversation
 */
export async function tryReports(office, { detail: { id, subject } }) {
  await station('A report that an answer could not be delivered is shown at that answer', async (tell) => {
    const agent = await office.agent('lena@shop.example');
    const form = new FormData();
    const to = `nobody@${MOVED_DOMAIN}`;
    form.set('data', JSON.stringify({ text: 'Are you there?', to: [to], idempotencyKey: 'to-moved' }));
    await agent.upload(`/mailroom/cases/${id}/replies`, form);
    const delivery = await waitFor('the report', async () =>
      emailsOf(await timelineOf(agent, id), 'email-sent')
        .flatMap(({ deliveries }) => deliveries)
        .find(({ address, state }) => address === to && state === 'bounced'),
    );
    tell(`${delivery.address} ${delivery.state}, case "${subject}"`);
  });
  await station('A filter sorts a machine’s notice, which opens no case', async (tell) => {
    const letter = openingLetters().find(({ from }) => from === 'no-reply@parcels.example');
    expect(letter, 'The letter is missing');
    await office.mail.post(letter);
    const admin = await office.admin();
    const row = await waitFor(`"${letter.subject}"`, async () => {
      /** @type {EmailRow[]} */
      const rows = (await admin.get('/mailroom/emails?view=team')).items;
      return rows.find((one) => one.subject === letter.subject);
    });
    /** @type {import('../../server/src/api/contracts/filters').ExplainedFilter[]} */
    const explained = (await admin.get(`/mailroom/emails/${row.id}/filters`)).data;
    const acted = explained.filter(({ acted }) => acted);
    tell(acted.map(({ name }) => name).join(', '));
    expectEqual('The filters that acted', acted.length, 1);
  });
  await station('An invitation opens a case, linked to the opportunity that it names', async (tell) => {
    const letter = openingLetters().find(({ invitation }) => invitation);
    expect(letter, 'The letter is missing');
    await office.mail.post(letter);
    const admin = await office.admin();
    const opened = await openedCase(admin, letter.subject);
    const [mail] = emailsOf(await timelineOf(admin, opened.id), 'email-received');
    expect(mail, 'The mail is not in the timeline');
    tell(`case #${opened.number}: ${opened.links.map(({ label }) => label).join(', ')}`);
    expect(
      opened.links.some(({ rule }) => rule === 'number'),
      'It is not linked to the opportunity it names',
    );
  });
}

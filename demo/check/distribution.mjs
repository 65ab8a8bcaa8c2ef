/** Third chapter: who gets the next cases, by round-robin, direct assignment and least-busy. */
import { openingLetters } from '../customers/openings.mjs';
import { DIRECT_MAILBOX, TEAMS } from '../world.mjs';
import { expect, expectEqual, station } from './journey.mjs';
import { openCases, openedCase } from './office.mjs';

/** @typedef {import('./office.mjs').Office} Office */

/** @param {Office} office */
export async function tryDistributions(office) {
  await station(
    'A mail without Message-ID opens a case of its own, for the next of the team',
    async (tell) => {
      const letter = openingLetters().find(({ withoutMessageId }) => withoutMessageId);
      expect(letter, 'The letter is missing');
      const { messageId } = await office.mail.post(letter);
      expectEqual('The Message-ID', messageId, null);
      await expectAssigned(office, tell, letter.subject, 'tom@shop.example', 'assign.round-robin-after');
    },
  );
  await station('Round-robin goes on, and round', async (tell) => {
    for (const [subject, agent] of [
      ['A third question', 'sari@shop.example'],
      ['A fourth question', 'lena@shop.example'],
    ]) {
      await office.mail.post({
        from: 'mara@okafor.example',
        subject: String(subject),
        words: 'Can you help me?',
      });
      await expectAssigned(office, tell, String(subject), String(agent), 'assign.round-robin-after');
    }
  });
  await station('Direct assignment gives a case to the named agent', async (tell) => {
    const to = DIRECT_MAILBOX.address;
    await office.mail.post({
      from: 'owen@harbour.example',
      to,
      subject: 'Invoice 3021',
      words: 'Please see invoice 3021.',
    });
    await expectAssigned(office, tell, 'Invoice 3021', String(DIRECT_MAILBOX.assignee), 'assign.direct');
  });
  await station(
    'Least-busy gives to whoever has the fewest open cases; closed ones do not count',
    async (tell) => {
      const letter = openingLetters().find(({ from }) => from === 'jonas.weber@bergwerk.example');
      expect(letter, 'The letter is missing');
      for (const subject of ['An order', 'Another order']) {
        const expected = await leastBusy(office, 'Sales');
        await office.mail.post({ ...letter, subject });
        await expectAssigned(office, tell, subject, expected, 'assign.least-busy');
        await closeCase(office, 'A third question');
      }
    },
  );
}

/**
 * @param {Office} office
 * @param {import('./journey.mjs').Tell} tell
 * @param {string} subject
 * @param {string} email
 * @param {string} reason
 */
async function expectAssigned(office, tell, subject, email, reason) {
  const opened = await openedCase(await office.admin(), subject);
  tell(`case #${opened.number} "${subject}": ${opened.assignee?.name}, ${opened.assignmentReason?.code}`);
  expectEqual(`The assignee of "${subject}"`, opened.assignee?.email, email);
  expectEqual(`The reason for "${subject}"`, opened.assignmentReason?.code, reason);
}

/**
 * Its agent closes the case; doing it again changes nothing.
 * @param {Office} office
 * @param {string} subject
 */
async function closeCase(office, subject) {
  const agent = await office.agent('sari@shop.example');
  const row = (await openCases(agent)).find((one) => one.subject === subject);
  if (row) await agent.put(`/mailroom/cases/${row.id}`, { status: 'closed' });
}

/**
 * The member with the fewest open cases, counted from what the administrator sees. The check keeps clear of ties.
 * @param {Office} office
 * @param {string} name
 */
async function leastBusy(office, name) {
  const rows = await openCases(await office.admin());
  const members = TEAMS.find((team) => team.name === name)?.members ?? [];
  const counts = members.map((email) => rows.filter(({ assignee }) => assignee?.email === email).length);
  const fewest = counts.indexOf(Math.min(...counts));
  expect(
    counts.filter((count) => count === counts[fewest]).length === 1,
    `A tie in ${name}: ${counts.join(', ')}`,
  );
  return String(members[fewest]);
}

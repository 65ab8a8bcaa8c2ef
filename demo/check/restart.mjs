/** Last chapter: everything is ended and started again. Nothing is filed twice, and work goes on. */
import { expectEqual, station } from './journey.mjs';
import { openCases, openedCase } from './office.mjs';

/** @param {import('./office.mjs').Office} office */
export async function restart(office) {
  await station('After a restart nothing is filed twice, and new mail comes in', async (tell) => {
    const before = await openCases(await office.admin());
    await office.close();
    await office.openMail();
    await office.openApp();
    await office.mail.post({
      from: 'mara@okafor.example',
      subject: 'After the restart',
      words: 'Are you still there?',
    });
    const opened = await openedCase(await office.admin(), 'After the restart');
    const after = await openCases(await office.admin());
    const facts = (/** @type {typeof after} */ rows) =>
      rows.map(({ id, emailCount }) => `${id} ${emailCount}`).sort();
    expectEqual('The cases of before', facts(after.filter(({ id }) => id !== opened.id)), facts(before));
    tell(`${before.length} cases as before, and #${opened.number}`);
  });
}

/** The demo's mail, put together: the shop's mailboxes behind IMAP, SMTP in front of them, and customers at the other end. */
import path from 'node:path';
import { createPost } from './customers/post.mjs';
import { startImapServer } from './imap-server.mjs';
import { startSmtpServer } from './smtp-server.mjs';
import { PERSONAL_MAILBOX } from './world.mjs';

/**
 * @typedef {object} Mail
 * @property {{ imap: number, smtp: number }} ports
 * @property {import('./customers/post.mjs').Post} post sends a customer's letter
 * @property {(address: string) => number} count messages in a mailbox of the shop
 * @property {() => Promise<void>} stop
 */

/**
 * Starts both servers; port 0 lets the system choose.
 * @param {object} options
 * @param {string} options.directory
 * @param {{ imap: number, smtp: number }} options.ports
 * @param {readonly import('./world.mjs').GroupMailbox[]} options.groupMailboxes
 * @param {(mail: import('./smtp-server.mjs').IncomingMail) => void} options.toCustomer takes what leaves the shop
 * @returns {Promise<Mail>}
 */
export async function startMail({ directory, ports, groupMailboxes, toCustomer }) {
  const mailboxes = [...groupMailboxes, PERSONAL_MAILBOX];
  const imap = await startImapServer({
    directory: path.join(directory, 'mail'),
    port: ports.imap,
    mailboxes,
  });
  try {
    const smtp = await startSmtpServer({
      port: ports.smtp,
      logins: mailboxes,
      isLocal: imap.has,
      deliverLocally: ({ to, source }) => imap.deliver(to, source),
      deliverElsewhere: toCustomer,
    });
    return {
      ports: { imap: imap.port, smtp: smtp.port },
      post: createPost(smtp.port),
      count: imap.count,
      async stop() {
        await Promise.all([smtp.close(), imap.close()]);
      },
    };
  } catch (error) {
    await imap.close();
    throw error;
  }
}

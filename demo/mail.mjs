/** The demo's mail, put together: the shop's mailboxes behind IMAP, SMTP in front of them, and customers at the other end. */
import path from 'node:path';
import { createPost } from './customers/post.mjs';
import { MOVED_DOMAIN, undeliverable } from './customers/postmaster.mjs';
import { startImapServer } from './imap-server.mjs';
import { startSmtpServer } from './smtp-server.mjs';
import { PERSONAL_MAILBOX } from './world.mjs';

/** A report comes back later than the answer to the mail that it is about. */
const REPORT_MILLISECONDS = 2000;

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
  /** @type {Set<NodeJS.Timeout>} */
  const reports = new Set();
  const reportLater = (/** @type {import('./smtp-server.mjs').IncomingMail} */ mail) => {
    const timer = setTimeout(() => {
      reports.delete(timer);
      void undeliverable(mail).then((source) => imap.deliver(mail.from, source));
    }, REPORT_MILLISECONDS);
    reports.add(timer);
  };
  try {
    const smtp = await startSmtpServer({
      port: ports.smtp,
      logins: mailboxes,
      isLocal: imap.has,
      deliverLocally: ({ to, source }) => imap.deliver(to, source),
      deliverElsewhere(mail) {
        if (!mail.to.endsWith(`@${MOVED_DOMAIN}`)) toCustomer(mail);
        // Nobody reports to a machine: two of them would never stop.
        else if (imap.has(mail.from)) reportLater(mail);
      },
    });
    return {
      ports: { imap: imap.port, smtp: smtp.port },
      post: createPost(smtp.port),
      count: imap.count,
      async stop() {
        reports.forEach((timer) => clearTimeout(timer));
        await Promise.all([smtp.close(), imap.close()]);
      },
    };
  } catch (error) {
    await imap.close();
    throw error;
  }
}

/**
 * The mail servers of others that take a mail and then cannot deliver it: their report goes back to the sender.
 * It writes the report; who sends what to whom, and when, is not its business.
 */
import MimeNode from 'nodemailer/lib/mime-node';

/** Mail to this domain is accepted, and comes back as undeliverable. */
export const MOVED_DOMAIN = 'moved.example';

/**
 * The report that a mail could not be delivered (RFC 3464), for the one who sent it.
 * @param {import('../smtp-server.mjs').IncomingMail} mail
 * @returns {Promise<Buffer>}
 */
export async function undeliverable({ from, to, source }) {
  const report = new MimeNode('multipart/report; report-type=delivery-status');
  report.setHeader({
    'Return-Path': '<>',
    From: `Mail Delivery System <postmaster@${MOVED_DOMAIN}>`,
    To: from,
    Subject: 'Undelivered Mail Returned to Sender',
    'Auto-Submitted': 'auto-replied',
  });
  report
    .createChild('text/plain; charset=utf-8')
    .setContent(
      `Your message could not be delivered.\n\n<${to}>: the mailbox no longer exists\n(in reply to the RCPT TO command)\n`,
    );
  report
    .createChild('message/delivery-status')
    .setContent(
      [
        `Reporting-MTA: dns; mail.${MOVED_DOMAIN}`,
        '',
        `Final-Recipient: rfc822; ${to}`,
        'Action: failed',
        'Status: 5.1.1',
        `Diagnostic-Code: smtp; 550 5.1.1 <${to}>: mailbox no longer exists`,
        '',
      ].join('\r\n'),
    );
  report.createChild('text/rfc822-headers').setContent(headersOf(source));
  return report.build();
}

function headersOf(/** @type {Buffer} */ source) {
  const end = source.indexOf('\r\n\r\n');
  return end < 0 ? source : source.subarray(0, end + 2);
}

/**
 * The demo's whole mail world behind one SMTP port: the shop's own submission server (with a login) and
 * the servers of everybody else (without). It routes and refuses; it stores nothing and writes nothing itself.
 */
import { SMTPServer } from 'smtp-server';
import { listenOnLoopback } from './ports.mjs';

/**
 * @typedef {object} IncomingMail
 * @property {string} from the envelope's sender
 * @property {string} to one recipient
 * @property {Buffer} source
 *
 * @typedef {object} SmtpServerOptions
 * @property {number} port
 * @property {readonly import('./imap-server.mjs').MailboxLogin[]} logins who may send from the shop
 * @property {(address: string) => boolean} isLocal whether the shop has a mailbox of this address
 * @property {(mail: IncomingMail) => void} deliverLocally
 * @property {(mail: IncomingMail) => void} deliverElsewhere to a customer
 *
 * @typedef {{ port: number, close: () => Promise<void> }} RunningSmtpServer
 */

/** Mail to this domain is refused, so that a failed delivery can be seen. */
export const REFUSING_DOMAIN = 'refused.example';
const MAX_BYTES = 30 * 1024 * 1024;

/**
 * @param {SmtpServerOptions} options
 * @returns {Promise<RunningSmtpServer>}
 */
export async function startSmtpServer({ port, logins, isLocal, deliverLocally, deliverElsewhere }) {
  const passwords = new Map(logins.map(({ address, password }) => [address, password]));
  const server = new SMTPServer({
    banner: 'Mailroom demo',
    size: MAX_BYTES,
    authOptional: true,
    // Nothing leaves the machine, so there is no TLS to insist on.
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username && passwords.get(username) === password) done(null, { user: username });
      else done(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom({ address }, { user }, done) {
      const allowed = user ? sameAddress(address, user) : !isLocal(normalize(address));
      done(allowed ? null : refusal(553, `5.7.1 ${address} may not be used as the sender here`));
    },
    onRcptTo({ address }, { user }, done) {
      done(recipientRefusal(normalize(address), Boolean(user), isLocal));
    },
    onData(stream, { envelope, hostNameAppearsAs }, done) {
      /** @type {Buffer[]} */
      const chunks = [];
      stream.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(refusal(552, '5.3.4 Message too big'));
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        for (const { address } of envelope.rcptTo) {
          const to = normalize(address);
          const mail = { from, to, source: withTrace(Buffer.concat(chunks), from, to, hostNameAppearsAs) };
          (isLocal(to) ? deliverLocally : deliverElsewhere)(mail);
        }
        done(null, '2.0.0 Accepted');
      });
    },
  });
  // A client that drops its connection is no reason to end the demo.
  server.on('error', () => {});
  return listenOnLoopback(server.server, port);
}

/**
 * @param {string} address
 * @param {boolean} loggedIn
 * @param {(address: string) => boolean} isLocal
 */
function recipientRefusal(address, loggedIn, isLocal) {
  if (address.endsWith(`@${REFUSING_DOMAIN}`)) return refusal(550, `5.1.1 <${address}>: no such user here`);
  if (!loggedIn && !isLocal(address)) return refusal(550, '5.7.1 Relaying denied');
  return null;
}

const normalize = (/** @type {string} */ address) => address.toLowerCase();
const sameAddress = (/** @type {string} */ a, /** @type {string} */ b) => normalize(a) === normalize(b);

/**
 * @param {number} responseCode
 * @param {string} message
 */
function refusal(responseCode, message) {
  return Object.assign(new Error(message), { responseCode });
}

/**
 * Adds what a receiving server writes on top of a mail.
 * @param {Buffer} source
 * @param {string} from
 * @param {string} to
 * @param {string} helo
 */
function withTrace(source, from, to, helo) {
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const trace = [
    `Return-Path: <${from}>`,
    `Delivered-To: ${to}`,
    `Received: from ${helo || 'unknown'} by mail.shop.example with ESMTP for <${to}>; ${date}`,
    '',
  ];
  return Buffer.concat([Buffer.from(trace.join('\r\n')), source]);
}

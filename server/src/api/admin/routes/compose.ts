/** Writing mail: drafts, their files, sending. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, readMail, sendShared, ownAccounts } = ACTIONS;

/** Whoever reads mail may write; from which account it goes out is decided for each of them. */
const compose = (method: Parameters<typeof route>[0], path: string, handler: string): Route =>
  route(method, path, handler, sendShared, ownAccounts, readCases, readMail);

export const composeRoutes: readonly Route[] = [
  compose('GET', '/senders', 'drafts.senders'),
  compose('GET', '/drafts', 'drafts.list'),
  compose('POST', '/drafts', 'drafts.begin'),
  compose('GET', '/drafts/:id', 'drafts.read'),
  compose('PUT', '/drafts/:id', 'drafts.change'),
  compose('DELETE', '/drafts/:id', 'drafts.delete'),
  compose('POST', '/drafts/:id/send', 'drafts.send'),
  compose('POST', '/drafts/:id/cancel', 'drafts.cancel'),
  compose('POST', '/drafts/:id/files', 'draft-files.add'),
  compose('POST', '/drafts/:id/media', 'draft-files.media'),
  compose('POST', '/drafts/:id/template', 'drafts.template'),
  compose('GET', '/drafts/:id/files/:file', 'draft-files.read'),
  compose('DELETE', '/drafts/:id/files/:file', 'draft-files.delete'),
];

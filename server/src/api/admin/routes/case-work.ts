/** What agents do with cases beside answering. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const {
  readCases,
  workCases,
  assignCases,
  deleteCases,
  holdCases,
  readMail,
  deleteMail,
  ownAccounts,
  teams,
} = ACTIONS;

export const caseWorkRoutes: readonly Route[] = [
  route('POST', '/cases/:id/snooze', 'caseLife.snooze', workCases),
  route('DELETE', '/cases/:id/snooze', 'caseLife.wake', workCases),
  route('PUT', '/cases/:id/hold', 'caseLife.hold', holdCases),
  route('DELETE', '/cases/:id/hold', 'caseLife.release', holdCases),
  route('GET', '/tags', 'caseLife.tags', readCases),
  route('PUT', '/cases/:id/tags', 'caseLife.setTags', workCases),
  route('POST', '/cases/:id/merge', 'caseLife.merge', workCases),
  route('POST', '/cases/:id/unmerge', 'caseLife.unmerge', workCases),
  route('DELETE', '/cases/:id', 'deletions.deleteCase', deleteCases),
  route('DELETE', '/emails/:id', 'deletions.deleteEmail', deleteMail, ownAccounts, readMail),
  route('POST', '/emails/:id/split', 'caseLife.split', workCases),
  route('POST', '/assignments', 'assignments.assign', assignCases),
  route('GET', '/availability', 'availability.read', readCases, workCases),
  route('PUT', '/availability', 'availability.change', readCases, workCases),
  route('GET', '/availability/:user', 'availability.readOf', teams),
  route('PUT', '/availability/:user', 'availability.changeOf', teams),
];

import type {
  ConnectionTestResult,
  ConnectionTestStep,
  FoundFolder,
} from '../../../server/src/api/contracts';
import {
  type AccountValues,
  newAccountValues,
  NO_STORED_SERVERS,
} from '../../../admin/src/pages/settings/accounts/account-values';
import { lineSplitter } from '../../../admin/src/pages/settings/accounts/wizard/json-lines';
import { unfinishedInput } from '../../../admin/src/pages/settings/accounts/wizard/unfinished-account';
import {
  checkKey,
  currentCheck,
  fieldToCorrect,
  forNewMailbox,
  forOtherServers,
  isSameMailbox,
  mailsIn,
  NEW_WIZARD,
  onlySendingFails,
  stepAfter,
  stepBefore,
  stepErrors,
  stepOfField,
  stepsOf,
  type WizardEvent,
  type WizardState,
  wizardReducer,
} from '../../../admin/src/pages/settings/accounts/wizard/wizard';

const server = { host: 'mail.shop.example', port: '993', security: 'tls', user: 'support' } as const;
const filled: AccountValues = {
  ...newAccountValues(),
  name: 'Support',
  address: 'support@shop.example',
  imap: { ...server, secret: 'correct' },
  smtp: { ...server, port: '465', secret: '' },
};
const step = (parts: Partial<ConnectionTestStep>): ConnectionTestStep => ({
  server: 'imap',
  step: 'dns',
  outcome: 'ok',
  problem: null,
  detail: '',
  milliseconds: 1,
  ...parts,
});
const failed = (at: Extract<ConnectionTestStep['step'], string>, server: 'imap' | 'smtp' = 'imap') =>
  step({ server, step: at, outcome: 'failed', problem: { step: at, code: 'timeout', detail: '' } });
const result = (...steps: readonly ConnectionTestStep[]): ConnectionTestResult => ({
  ok: steps.every(({ outcome }) => outcome === 'ok'),
  steps,
  folders: [],
});
const after = (...events: readonly WizardEvent[]): WizardState => events.reduce(wizardReducer, NEW_WIZARD);
const errorsOf = (...[at, values, signedIn]: [WizardState['step'], AccountValues, boolean?]) =>
  stepErrors(at, 'group', values, NO_STORED_SERVERS, signedIn).map(({ path }) => path);

describe('the way', () => {
  test('leads through every step, and back', () => {
    expect(stepsOf(filled)).toEqual(['address', 'servers', 'check', 'folders', 'history', 'about']);
    expect(stepAfter('address', filled)).toBe('servers');
    expect(stepBefore('address', filled)).toBeNull();
    expect(stepAfter('about', filled)).toBe('about');
  });

  test('passes over folders and history where nothing is received', () => {
    const sending = { ...filled, receives: false };
    expect(stepAfter('check', sending)).toBe('about');
    expect(stepBefore('about', sending)).toBe('check');
  });

  test('is barred by what the step asks for, not by what comes later', () => {
    expect(errorsOf('address', newAccountValues())).toEqual(['address']);
    expect(errorsOf('address', { ...newAccountValues(), address: 'support@shop.example' })).toEqual([]);
    expect(errorsOf('servers', newAccountValues())).toEqual(['imap.host', 'imap.user', 'smtp.host']);
    expect(errorsOf('servers', { ...filled, folders: [] })).toEqual([]);
    expect(errorsOf('folders', { ...filled, folders: [] })).toEqual(['folders']);
    const dated = { ...filled.history, from: 'date' } as const;
    expect(errorsOf('history', { ...filled, history: dated })).toEqual(['history.since']);
    expect(errorsOf('about', { ...filled, name: '', distribution: 'round-robin' })).toEqual([
      'name',
      'targetTeam',
    ]);
  });

  test('is barred until somebody has signed in at the provider', () => {
    const google = { ...filled, authentication: 'oauth2', oauthProvider: 'google' } as const;
    const users = { ...google, smtp: { ...google.smtp, user: 'support' } };
    expect(errorsOf('servers', users, false)).toEqual(['oauthProvider']);
    expect(errorsOf('servers', users, true)).toEqual([]);
  });

  test.each([
    ['address', 'address'],
    ['imap.secret', 'servers'],
    ['certificateAuthority', 'servers'],
    ['folders', 'folders'],
    ['history.since', 'history'],
    ['name', 'about'],
    ['targetTeam', 'about'],
  ])('an error of %s is shown in step %s', (field, expected) => {
    expect(stepOfField(field)).toBe(expected);
  });
});

describe('the test of the servers', () => {
  const key = checkKey('group', null, filled);
  const done = after(
    { type: 'check-begun', key },
    { type: 'check-step', key, step: step({}) },
    { type: 'check-done', key, result: result(step({})) },
  );

  test('is watched step by step', () => {
    const { check } = after(
      { type: 'check-begun', key },
      { type: 'check-step', key, step: step({}) },
      { type: 'check-step', key, step: step({ step: 'tcp' }) },
    );
    expect(check).toMatchObject({ kind: 'running', steps: [{ step: 'dns' }, { step: 'tcp' }] });
  });

  test('counts for the settings that were tested, and no others', () => {
    expect(currentCheck(done, key).kind).toBe('done');
    const otherSecret = { ...filled, imap: { ...filled.imap, secret: 'other' } };
    expect(currentCheck(done, checkKey('group', null, otherSecret)).kind).toBe('none');
    expect(currentCheck(done, checkKey('group', null, { ...filled, folders: ['INBOX', 'Sent'] })).kind).toBe(
      'done',
    );
    expect(currentCheck(done, checkKey('group', null, { ...filled, name: 'Other' })).kind).toBe('done');
  });

  test('that was given up for another one is told of no more', () => {
    const begun = after({ type: 'check-begun', key: 'old' }, { type: 'check-begun', key: 'new' });
    const late = [
      { type: 'check-step', key: 'old', step: step({}) },
      { type: 'check-done', key: 'old', result: result(step({})) },
      { type: 'check-broken', key: 'old', message: 'No answer' },
    ] as const;
    for (const event of late) expect(wizardReducer(begun, event)).toBe(begun);
  });

  test.each([
    [failed('dns'), 'imap.host'],
    [failed('tcp', 'smtp'), 'smtp.port'],
    [failed('tls'), 'imap.security'],
    [failed('login'), 'imap.secret'],
    [failed('login', 'smtp'), 'smtp.user'],
    [failed('folder'), null],
    [step({}), null],
  ])('says which field is to be corrected: %#', (one, field) => {
    expect(fieldToCorrect(one, filled)).toBe(field);
  });

  test('says to sign in again where no password is used', () => {
    const google = { ...filled, authentication: 'oauth2' } as const;
    expect(fieldToCorrect(failed('login'), google)).toBe('authentication');
  });

  test('one can go on without sending only when everything else works', () => {
    expect(onlySendingFails(result(step({}), failed('tcp', 'smtp')))).toBe(true);
    expect(onlySendingFails(result(failed('dns'), failed('tcp', 'smtp')))).toBe(false);
    expect(onlySendingFails(result(step({}), step({ server: 'smtp' })))).toBe(false);
    expect(onlySendingFails(result(failed('tcp', 'smtp')))).toBe(false);
  });
});

describe('what is kept, and what is asked again', () => {
  const chosen: AccountValues = {
    ...filled,
    folders: ['INBOX', 'Orders'],
    folderMap: [{ path: 'Orders', folder: 'x' }],
    history: { from: 'all', since: '', opensCases: true },
    sent: { folder: 'Sent', watch: true, store: false },
    certificateFingerprint: 'ab',
  };

  test('a corrected password or port leaves the mailbox as it was', () => {
    const corrected = { ...chosen, imap: { ...chosen.imap, port: '143', secret: 'new' } };
    expect(isSameMailbox(chosen, corrected)).toBe(true);
  });

  test.each([
    ['host', { host: 'imap.elsewhere.example' }],
    ['user', { user: 'sales' }],
  ])('another %s is another mailbox, with other folders and other mail', (_what, change) => {
    const other = { ...chosen, imap: { ...chosen.imap, ...change } };
    expect(isSameMailbox(chosen, other)).toBe(false);
    expect(forNewMailbox(other)).toMatchObject({
      name: 'Support',
      folders: ['INBOX'],
      folderMap: [],
      history: { from: 'now', opensCases: false },
      sent: { folder: '', watch: true },
      imap: { secret: 'correct' },
    });
  });

  test('at servers of another domain, password and trust are asked for again', () => {
    expect(forOtherServers(chosen)).toMatchObject({
      imap: { secret: '' },
      smtp: { secret: '' },
      certificateFingerprint: '',
      folders: ['INBOX'],
    });
  });

  test('what has to be stored before the end does nothing by itself', () => {
    const early = { ...chosen, name: '', distribution: 'round-robin', targetTeam: 't' } as const;
    expect(unfinishedInput('group', early)).toMatchObject({
      name: 'support@shop.example',
      active: false,
      distribution: 'none',
    });
  });
});

test('the mails of the watched folders are counted, unless one cannot be', () => {
  const found: readonly FoundFolder[] = [
    { path: 'INBOX', use: 'inbox', mails: 4200 },
    { path: 'Orders', use: null, mails: 13 },
    { path: 'Huge', use: null, mails: null },
  ];
  expect(mailsIn(found, ['INBOX', 'Orders'])).toBe(4213);
  expect(mailsIn(found, ['INBOX', 'Huge'])).toBeNull();
  expect(mailsIn(found, ['Gone'])).toBeNull();
});

test('lines are read as their pieces come in', () => {
  const split = lineSplitter();
  expect(split('{"a":1}\n{"b"')).toEqual(['{"a":1}']);
  expect(split(':2}')).toEqual([]);
  expect(split('\n\n{"c":3}\n')).toEqual(['{"b":2}', '{"c":3}']);
});

import { toErrorTree, validationFailure } from '../../../admin/src/pages/settings/form-errors';
import { sortServerErrors } from '../../../admin/src/pages/settings/server-errors';

const fields = ['name', 'imap.host', 'folders'];
const refusal = (errors: unknown, status = 400) => ({
  status,
  name: 'ValidationError',
  message: '2 errors occurred',
  details: { errors },
});

test('errors find their fields, those of an item the field of its list', () => {
  const errors = [
    { path: ['imap', 'host'], message: 'is not a host' },
    { path: ['folders', 1], message: 'is empty' },
    { path: ['name'], message: 'is taken' },
    { path: ['name'], message: 'is too long' },
  ];
  expect(sortServerErrors(refusal(errors), fields)).toEqual({
    fields: { 'imap.host': 'is not a host', folders: 'is empty', name: 'is taken' },
    form: [],
    unexpected: false,
  });
});

test('what has no field is said above the form', () => {
  const errors = [
    { path: [], message: 'cannot be saved' },
    { path: ['smtp', 'secret'], message: 'is missing' },
  ];
  expect(sortServerErrors(refusal(errors), fields)).toEqual({
    fields: {},
    form: ['cannot be saved', 'is missing'],
    unexpected: false,
  });
});

test('a refusal without details is said whole', () => {
  const message = 'Set ENCRYPTION_KEY to a random text of 32 characters and restart Strapi.';
  expect(sortServerErrors({ status: 400, name: 'ApplicationError', message, details: {} }, fields)).toEqual({
    fields: {},
    form: [message],
    unexpected: false,
  });
});

test.each([500, 403, 404, undefined])('status %j is no matter of the form', (status) => {
  expect(sortServerErrors({ status, message: 'No' }, fields)).toEqual({
    fields: {},
    form: [],
    unexpected: true,
  });
});

test('details of another shape do not break it', () => {
  for (const errors of ['x', [null, 3, { path: 'name', message: 'x' }, { path: ['name'] }]])
    expect(sortServerErrors(refusal(errors), fields).form).toEqual(['2 errors occurred']);
});

test('nested errors take the shape of the values', () => {
  expect(toErrorTree({ name: 'a', 'imap.host': 'b', 'imap.user': 'c' })).toEqual({
    name: 'a',
    imap: { host: 'b', user: 'c' },
  });
});

test('a failed validation is one that Strapi’s form knows', () => {
  const failure = validationFailure([{ path: 'name', id: 'settings.error.required' }], (id) => `<${id}>`);
  expect(failure).toMatchObject({
    name: 'ValidationError',
    inner: [{ path: 'name', message: '<settings.error.required>' }],
  });
});

/**
 * Every attribute that a type has and apps do not see is refused by name, wherever a query can name one. What is public
 * is said by the schemas alone: a new attribute is private until it stands there.
 */
import { contentTypes } from '../../../../server/src/content-types';
import { listQuery } from '../../../../server/src/api/content/resources/query';
import type { Resource } from '../../../../server/src/api/content/resources/resource';
import { RESOURCES } from './resources';

const attributesOf = (type: string): readonly string[] =>
  Object.keys(
    (contentTypes as unknown as Readonly<Record<string, { schema: { attributes: object } }>>)[type]!.schema
      .attributes,
  );

/** Of all types of ours, and of users. */
const ANY_NAME = [
  ...new Set([
    ...Object.keys(contentTypes).flatMap(attributesOf),
    ...[
      'id',
      'password',
      'email',
      'resetPasswordToken',
      'registrationToken',
      'username',
      'createdBy',
      'updatedBy',
    ],
    ...['roles', 'isActive', 'locale', 'publishedAt', '__proto__', 'constructor', 'hasOwnProperty'],
  ]),
];

const refused = (resource: Resource, query: Readonly<Record<string, unknown>>): boolean => {
  try {
    listQuery(resource, query, { usual: 25, most: 100 });
    return false;
  } catch (error) {
    if ((error as Error).name !== 'ValidationError') throw error;
    return true;
  }
};

/** As a query string gives it, names of every object's own included. */
const said = (name: string, value: unknown): Readonly<Record<string, unknown>> =>
  JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`) as Record<string, unknown>;

test('names that matter are among those that are tried', () =>
  expect(ANY_NAME).toEqual(
    expect.arrayContaining(['imapSecret', 'oauthGrant', 'bcc', 'headers', 'password', 'mentions']),
  ));

describe.each(Object.entries(RESOURCES))('%s', (type, resource) => {
  const shown = Object.keys(resource.schema.shape);
  const names = ANY_NAME.filter((name) => !shown.includes(name));

  test.each(['fields', 'sort', 'populate'])('%s names none of them', (parameter) => {
    expect(names.filter((name) => !refused(resource, { [parameter]: name }))).toEqual([]);
    expect(names.filter((name) => !refused(resource, { [parameter]: [`${shown[0]}`, name] }))).toEqual([]);
    expect(
      names.filter(
        (name) => parameter !== 'fields' && !refused(resource, { [parameter]: said(name, 'asc') }),
      ),
    ).toEqual([]);
  });

  test('filters name none of them, at any depth', () => {
    // What a filter of an account is about is said of its scope.
    const asked = names.filter(
      (name) => type !== 'filters' || !['groupAccount', 'personalAccount'].includes(name),
    );
    const open = (filter: (name: string) => unknown) =>
      asked.filter((name) => !refused(resource, { filters: filter(name) }));
    expect(open((name) => said(name, { $null: 'true' }))).toEqual([]);
    expect(open((name) => said(name, { name: { $eq: 'x' } }))).toEqual([]);
    expect(open((name) => ({ $or: [{ $not: said(name, 'x') }] }))).toEqual([]);
  });

  test('relations reach nothing but what they show', () => {
    for (const [relation, { fields, shown: picked }] of Object.entries(resource.relations)) {
      const hidden = ANY_NAME.filter((name) => !Object.hasOwn(fields, name));
      expect(
        hidden.filter((name) => !refused(resource, { filters: { [relation]: said(name, 'x') } })),
      ).toEqual([]);
      const unseen = ANY_NAME.filter((name) => !(picked ?? []).includes(name));
      expect(
        unseen.filter((name) => !refused(resource, { populate: { [relation]: { fields: [name] } } })),
      ).toEqual([]);
    }
  });
});

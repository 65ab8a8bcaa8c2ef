/** Entries of a stream are never changed: not by Strapi's query engine, and by no statement of ours. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardStreams, StreamNotChangeable } from '../../../server/src/data/case-events';
import type { Strapi } from '../../../server/src/data/database';

type Hook = (event: { readonly params: { readonly where?: object } }) => void;

/** What the guard has asked Strapi's database to call. */
function hooks(): Readonly<Record<string, Hook>> & { readonly models: readonly string[] } {
  let subscribed: unknown;
  const lifecycles = {
    subscribe: (subscriber: unknown) => {
      subscribed = subscriber;
    },
  };
  guardStreams({ db: { lifecycles } } as unknown as Strapi);
  return subscribed as ReturnType<typeof hooks>;
}

describe('the query engine', () => {
  const run = (hook: string, where?: object) => () => hooks()[hook]?.({ params: { where } });

  test('is watched for entries alone', () => {
    expect(hooks().models).toEqual(['plugin::mailroom.case-event']);
  });

  test.each(['beforeUpdate', 'beforeUpdateMany', 'beforeDelete', 'beforeDeleteMany'])(
    '%s is refused',
    (hook) => {
      expect(run(hook, { id: 1 })).toThrow(StreamNotChangeable);
      expect(run(hook)).toThrow(StreamNotChangeable);
    },
  );

  test('the whole stream of a case can be removed, and no part of it', () => {
    expect(run('beforeDeleteMany', { case_id: 7 })).not.toThrow();
    expect(run('beforeDeleteMany', { case_id: 7, kind: 'note' })).toThrow(StreamNotChangeable);
    expect(run('beforeDeleteMany', { case_id: { $gt: 0 } })).toThrow(StreamNotChangeable);
  });
});

test('no statement of ours changes entries: raw ones are seen by no guard', () => {
  const folder = join(__dirname, '../../../server/src/data');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const naming = sources.filter(({ text }) => text.includes('UIDS.caseEvent'));
  expect(naming.map(({ name }) => name)).toContain('case-events.ts');
  // A statement begins with the table and ends with its semicolon.
  const changing = /UIDS\.caseEvent\b[^;]*?\.(?:update|updateMany|delete|deleteMany|del|truncate|merge)\(/;
  const updateRows = /updateRows\([^;]*UIDS\.caseEvent/;
  expect(
    naming.filter(({ text }) => changing.test(text) || updateRows.test(text)).map(({ name }) => name),
  ).toEqual([]);
});

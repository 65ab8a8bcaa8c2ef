/** The removal of a person's data: how far it is, and what came of it. Whom it was about is forgotten when it has ended. */
import { contentType, datetime, enumeration, index, integer, json, string, toOne } from '../schema';

export default contentType({
  singularName: 'anonymisation',
  pluralName: 'anonymisations',
  displayName: 'Anonymisation',
  attributes: {
    user: toOne('admin::user'),
    state: enumeration(['running', 'done'], 'running'),
    /** by address what stands in its place, and names; null once it has ended */
    person: json(),
    /** in pseudonyms */
    code: string(),
    /** by which whoever knows an address can tell whether it was about that one */
    salt: string(),
    addressHashes: json(),
    /** newest row of each table when it began: what came later is not touched */
    newest: json(),
    /** table and row that it has come to */
    place: json(),
    done: integer(0),
    total: integer(0),
    /** rows changed, by kind */
    counts: json(),
    startedAt: datetime(),
    finishedAt: datetime(),
  },
  indexes: [
    index('anonymisations_state', ['state', 'id']),
    index('anonymisations_started', ['started_at', 'id']),
  ],
});

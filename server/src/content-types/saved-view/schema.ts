/** A search that somebody keeps as a list: for oneself, or for the members of teams. */
import { contentType, integer, string, text, toMany, toOne } from '../schema';

export default contentType({
  singularName: 'saved-view',
  pluralName: 'saved-views',
  displayName: 'Saved view',
  attributes: {
    name: string(),
    /** as typed into the search box */
    query: text(),
    order: integer(0),
    /** who made it; teams make it theirs too */
    owner: toOne('admin::user'),
    teams: toMany('team'),
  },
});

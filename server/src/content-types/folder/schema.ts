/** A user's own folder, or a group folder of teams. No IMAP folder. */
import { contentType, integer, string, toMany, toOne } from '../schema';

export default contentType({
  singularName: 'folder',
  pluralName: 'folders',
  displayName: 'Folder',
  attributes: {
    name: string(),
    order: integer(0),
    owner: toOne('admin::user'),
    teams: toMany('team'),
  },
});

/** Admin users who share work, in the order in which round-robin goes round. */
import { boolean, contentType, string, text, toMany } from '../schema';

export default contentType({
  singularName: 'team',
  pluralName: 'teams',
  displayName: 'Team',
  attributes: {
    name: string(),
    color: string(),
    description: text(),
    /** its members follow the cases that are opened for it */
    autoFollow: boolean(false),
    members: toMany('admin::user'),
    /** roles whose users are members too */
    roles: toMany('admin::role'),
  },
});

/** What changed without a row of its own that tells of it: for open panels, which ask for it again. Removed after some hours. */
import { contentType, enumeration, integer } from '../schema';

export default contentType({
  singularName: 'change',
  pluralName: 'changes',
  displayName: 'Change',
  attributes: {
    kind: enumeration(['case', 'email', 'lists', 'notices', 'everything']),
    /** id of the case or mail, or of the user whose lists or notices they are; 0: of everything */
    target: integer(0),
  },
});

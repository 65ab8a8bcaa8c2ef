/** How mail is linked to records of one content type: fields with addresses, the parent, numbers. See domain/record-rule. */
import { boolean, contentType, integer, json, string, unique } from '../schema';

export default contentType({
  singularName: 'record-rule',
  pluralName: 'record-rules',
  displayName: 'Record rule',
  attributes: {
    contentType: string(),
    active: boolean(true),
    order: integer(0),
    labelFields: json(),
    addressFields: json(),
    parentField: string(),
    patterns: json(),
    numberField: string(),
  },
  indexes: [unique('record_rules_type', ['content_type'])],
});

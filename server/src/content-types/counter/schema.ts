/** A number that only grows, such as the last case number; its row lock also puts openings of cases in a line. */
import { contentType, integer, string, unique } from '../schema';

export default contentType({
  singularName: 'counter',
  pluralName: 'counters',
  displayName: 'Counter',
  attributes: { name: string(), value: integer(0) },
  indexes: [unique('counters_name', ['name'])],
});

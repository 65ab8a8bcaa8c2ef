/** What is wrong with the fields of a form, and the shapes Strapi's form takes it in. Pure: it checks nothing itself. */
import type { MessageId } from './message-ids';

export interface FieldError {
  /** the field's name, with dots for what is nested */
  readonly path: string;
  readonly id: MessageId;
}

export interface ErrorTree {
  [field: string]: string | ErrorTree;
}

/** `{ 'imap.host': 'x' }` as `{ imap: { host: 'x' } }`. */
export const toErrorTree = (fields: Readonly<Record<string, string>>): ErrorTree => {
  const tree: ErrorTree = {};
  for (const [path, message] of Object.entries(fields)) {
    const parents = path.split('.');
    const leaf = parents.pop() ?? path;
    let node = tree;
    for (const parent of parents) {
      const child = node[parent];
      const next = typeof child === 'object' ? child : {};
      node[parent] = next;
      node = next;
    }
    node[leaf] = message;
  }
  return tree;
};

/** What the form's `validate` has to throw: it knows validation failures by yup's name and shape. */
export const validationFailure = (errors: readonly FieldError[], say: (id: MessageId) => string): Error =>
  Object.assign(new Error('The form has errors'), {
    name: 'ValidationError',
    inner: errors.map(({ path, id }) => ({ path, message: say(id) })),
  });

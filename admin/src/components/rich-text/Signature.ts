/** The signature in a draft: text like any other, in an element by which it is found again when the sender changes. */
import { mergeAttributes, Node } from '@tiptap/core';

const MARK = 'data-mailroom-signature';

export const Signature = Node.create({
  name: 'signature',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes() {
    return {
      mark: {
        default: '',
        parseHTML: (element) => element.getAttribute(MARK) ?? '',
        renderHTML: ({ mark }: { readonly mark?: string }) => ({ [MARK]: mark ?? '' }),
      },
    };
  },
  parseHTML() {
    return [{ tag: `div[${MARK}]` }];
  },
  renderHTML({ HTMLAttributes }) {
    return ['div', mergeAttributes(HTMLAttributes), 0];
  },
});

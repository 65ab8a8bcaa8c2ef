/** Makes placeholders (`{{case.number}}`) stand out. They stay text: whoever writes mail can write over them. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Node } from '@tiptap/pm/model';

const PLACEHOLDER = /\{\{[^{}\n]{1,80}\}\}/g;

function marksOf(document: Node): DecorationSet {
  const marks: Decoration[] = [];
  document.descendants((node, position) => {
    if (!node.isText) return;
    for (const match of (node.text ?? '').matchAll(PLACEHOLDER)) {
      const from = position + match.index;
      marks.push(Decoration.inline(from, from + match[0].length, { 'data-placeholder-mark': '' }));
    }
  });
  return DecorationSet.create(document, marks);
}

export const PlaceholderMarks = Extension.create({
  name: 'placeholderMarks',
  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        state: {
          init: (_config, { doc }) => marksOf(doc),
          apply: (transaction, marks) => (transaction.docChanged ? marksOf(transaction.doc) : marks),
        },
        props: {
          decorations(state) {
            return this.getState(state);
          },
        },
      }),
    ];
  },
});

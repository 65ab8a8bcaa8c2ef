/** What the editor knows: marks and blocks that mail programs show, and the parts of a draft that are Mailroom's own. */
import { Extension, type Extensions } from '@tiptap/core';
import { TableKit } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import type { Text } from '../../hooks/useText';
import { InlineImage } from './InlineImage';
import { PlaceholderMarks } from './PlaceholderMarks';
import { QuotedMail } from './QuotedMail';
import { Signature } from './Signature';

/** Blocks whose direction is that of their own first letter. */
const BLOCKS = ['paragraph', 'heading', 'blockquote', 'bulletList', 'orderedList', 'listItem', 'tableCell'];

/** Every block finds its own direction; one that was given is kept. */
const Direction = Extension.create({
  name: 'blockDirection',
  addGlobalAttributes() {
    return [
      {
        types: BLOCKS,
        attributes: {
          dir: {
            default: 'auto',
            parseHTML: (element) => element.getAttribute('dir') ?? 'auto',
            renderHTML: ({ dir }: { readonly dir?: string }) => (dir ? { dir } : {}),
          },
        },
      },
    ];
  },
});

interface EditorOptions {
  readonly text: Text;
  readonly placeholder: () => string;
}

export const editorExtensions = ({ text, placeholder }: EditorOptions): Extensions => [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    // What is written under a signature or a quote begins where the author puts it.
    trailingNode: false,
    link: {
      openOnClick: false,
      autolink: true,
      protocols: ['mailto', 'tel'],
      HTMLAttributes: { target: null, rel: null },
    },
  }),
  TableKit.configure({ table: { resizable: false } }),
  Placeholder.configure({ placeholder }),
  Direction,
  InlineImage,
  PlaceholderMarks,
  Signature,
  QuotedMail.configure({
    labels: () => ({
      show: text('editor.quote.show'),
      remove: text('editor.quote.remove'),
      frame: text('editor.quote.frame'),
    }),
  }),
];

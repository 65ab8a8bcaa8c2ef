/**
 * The mail that is answered or forwarded, folded behind •••. It keeps its own HTML, tables and styles included: opened, it
 * stands in a frame of its own that runs and loads nothing, and can be written in.
 */
import { Node } from '@tiptap/core';
import { QUOTE_HTML, QUOTE_MARK } from './editor-html';
import { QuoteView, type QuoteLabels } from './quote-view';

interface QuotedMailOptions {
  readonly labels: () => QuoteLabels;
}

const htmlOf = (element: HTMLElement): string => element.getAttribute(QUOTE_HTML) ?? element.innerHTML;

export const QuotedMail = Node.create<QuotedMailOptions>({
  name: 'quotedMail',
  group: 'block',
  atom: true,
  selectable: true,
  addOptions() {
    return { labels: () => ({ show: '', remove: '', frame: '' }) };
  },
  addAttributes() {
    return {
      html: { default: '', parseHTML: htmlOf, renderHTML: ({ html }) => ({ [QUOTE_HTML]: String(html) }) },
      mark: {
        default: '',
        parseHTML: (element) => element.getAttribute(QUOTE_MARK) ?? '',
        renderHTML: ({ mark }) => ({ [QUOTE_MARK]: String(mark) }),
      },
    };
  },
  parseHTML() {
    // Before the ordinary quotation, which would take it as well.
    return [{ tag: `blockquote[${QUOTE_MARK}]`, priority: 100 }];
  },
  renderHTML({ HTMLAttributes }) {
    return ['blockquote', HTMLAttributes];
  },
  addNodeView() {
    return (props) => new QuoteView(props, this.options.labels());
  },
});

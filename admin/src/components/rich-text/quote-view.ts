/** Shows a quoted mail in the editor: the button that folds it, and the frame in which it is read and changed. */
import type { NodeViewRendererProps } from '@tiptap/core';
import type { NodeView } from '@tiptap/pm/view';
import { imagesOf } from './InlineImage';
import { shownQuote, storedQuote } from './quote-html';
import { frameDocument } from '../../utils/frameDocument';

export interface QuoteLabels {
  readonly show: string;
  readonly remove: string;
  /** names the frame for screen readers */
  readonly frame: string;
}

const LARGEST_HEIGHT = 360;
const htmlOf = (node: NodeViewRendererProps['node']): string => String(node.attrs.html ?? '');

export class QuoteView implements NodeView {
  readonly dom = document.createElement('div');
  private readonly toggle = document.createElement('button');
  private frame: HTMLIFrameElement | null = null;
  private observer: MutationObserver | null = null;
  private html: string;

  constructor(
    private readonly props: NodeViewRendererProps,
    private readonly labels: QuoteLabels,
  ) {
    this.html = htmlOf(props.node);
    this.dom.setAttribute('data-quote-view', '');
    this.dom.contentEditable = 'false';
    this.toggle.type = 'button';
    this.toggle.textContent = '•••';
    this.toggle.title = labels.show;
    this.toggle.setAttribute('aria-label', labels.show);
    this.toggle.setAttribute('aria-expanded', 'false');
    this.toggle.addEventListener('click', () => (this.frame ? this.close() : this.open()));
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = labels.remove;
    remove.addEventListener('click', () => this.remove());
    this.dom.append(this.toggle, remove);
  }

  update(node: NodeViewRendererProps['node']): boolean {
    if (node.type !== this.props.node.type) return false;
    const html = htmlOf(node);
    if (html === this.html) return true;
    // Undone, or changed elsewhere: the frame shows it anew.
    this.html = html;
    if (this.frame) {
      this.close();
      this.open();
    }
    return true;
  }

  /** What happens in here is not the editor's. */
  stopEvent(): boolean {
    return true;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.close();
  }

  private remove(): void {
    const position = this.props.getPos();
    if (position === undefined) return;
    const { editor, node } = this.props;
    editor
      .chain()
      .deleteRange({ from: position, to: position + node.nodeSize })
      .focus()
      .run();
  }

  private open(): void {
    const frame = document.createElement('iframe');
    frame.title = this.labels.frame;
    // Without `allow-scripts` nothing in it runs; of the same origin it can be read and written from here.
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.referrerPolicy = 'no-referrer';
    frame.srcdoc = frameDocument(shownQuote(this.html, imagesOf(this.props.editor)));
    frame.addEventListener('load', () => this.makeEditable(frame));
    this.frame = frame;
    this.dom.append(frame);
    this.toggle.setAttribute('aria-expanded', 'true');
  }

  private close(): void {
    this.observer?.disconnect();
    this.observer = null;
    this.frame?.remove();
    this.frame = null;
    this.toggle.setAttribute('aria-expanded', 'false');
  }

  /** Not an event of the frame's own: browsers differ in whether a document without scripts sends any. */
  private makeEditable(frame: HTMLIFrameElement): void {
    const body = frame.contentDocument?.body;
    if (!body || this.frame !== frame) return;
    body.contentEditable = String(this.props.editor.isEditable);
    body.setAttribute('role', 'textbox');
    body.setAttribute('aria-multiline', 'true');
    body.setAttribute('aria-label', this.labels.frame);
    frame.style.height = `${Math.min(body.scrollHeight + 2, LARGEST_HEIGHT)}px`;
    this.observer = new MutationObserver(() => this.keep(body));
    this.observer.observe(body, { childList: true, characterData: true, subtree: true });
  }

  private keep(body: HTMLElement): void {
    const position = this.props.getPos();
    const html = storedQuote(body.innerHTML);
    if (position === undefined || html === this.html) return;
    this.html = html;
    const { view } = this.props.editor;
    const node = view.state.doc.nodeAt(position);
    if (node?.type !== this.props.node.type) return;
    view.dispatch(view.state.tr.setNodeMarkup(position, undefined, { ...node.attrs, html }));
  }
}

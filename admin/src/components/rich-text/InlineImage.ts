/**
 * Pictures inside the text. Those of a draft are named by `cid:`, which no browser can load: they are shown from URLs that
 * the page gives once it has fetched them.
 */
import Image from '@tiptap/extension-image';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { sourceToShow } from './quote-html';

interface ImageStorage {
  images: ReadonlyMap<string, string>;
  readonly shown: Set<() => void>;
}

const storages = new WeakMap<Editor, ImageStorage>();

function storageOf(editor: Editor): ImageStorage {
  const known = storages.get(editor);
  if (known) return known;
  const fresh: ImageStorage = { images: new Map(), shown: new Set() };
  storages.set(editor, fresh);
  return fresh;
}

/** Gives the editor the pictures it has no address for; those that are shown already are filled in. */
export function showImages(editor: Editor, images: ReadonlyMap<string, string>): void {
  const storage = storageOf(editor);
  storage.images = images;
  for (const show of storage.shown) show();
}

const attribute = (node: Node, name: string): string => {
  const value: unknown = node.attrs[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The pictures an editor has been given so far. */
export const imagesOf = (editor: Editor): ReadonlyMap<string, string> => storageOf(editor).images;

export const InlineImage = Image.extend({
  addNodeView() {
    return ({ node, editor }) => {
      const storage = storageOf(editor);
      const dom = document.createElement('img');
      let current = node;
      const show = (): void => {
        const source = attribute(current, 'src');
        const shown = sourceToShow(source, storage.images);
        dom.alt = attribute(current, 'alt');
        if (attribute(current, 'width')) dom.width = Number(attribute(current, 'width'));
        if (shown === null) dom.removeAttribute('src');
        else if (dom.getAttribute('src') !== shown) dom.src = shown;
        // A picture that is elsewhere is named by its address; it is sent as it is.
        dom.title = /^https?:/i.test(source) ? source : '';
      };
      storage.shown.add(show);
      show();
      return {
        dom,
        update: (updated) => {
          if (updated.type !== current.type) return false;
          current = updated;
          show();
          return true;
        },
        destroy: () => storage.shown.delete(show),
      };
    };
  },
}).configure({ inline: true, allowBase64: true });

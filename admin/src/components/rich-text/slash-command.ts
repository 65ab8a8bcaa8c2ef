/** Watches the text for `/` and what follows it, and tells what the list beside the cursor has to show. */
import { Extension, type Editor, type Range } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import { Suggestion, type SuggestionProps } from '@tiptap/suggestion';
import type { Insertion, Insertions } from './insertions';

/** The list as it is to be shown. */
export interface SlashList {
  readonly items: readonly Insertion[];
  readonly active: number;
  /** in the window; null: the cursor is not in sight */
  readonly place: { readonly left: number; readonly top: number; readonly bottom: number } | null;
  readonly choose: (item: Insertion) => void;
}

interface SlashOptions {
  /** null: there is nothing to insert */
  readonly insertions: () => Insertions | null;
  readonly show: (list: SlashList | null) => void;
}

type Shown = SuggestionProps<Insertion, Insertion>;

async function put(editor: Editor, range: Range, item: Insertion, insertions: Insertions): Promise<void> {
  editor.chain().focus().deleteRange(range).run();
  const html = await insertions.insert(item.id);
  if (html !== null && !editor.isDestroyed) editor.chain().focus().insertContent(html).run();
}

/** Keeps what is shown, and which of it is chosen by the arrows. */
function createList(show: SlashOptions['show']) {
  let list: SlashList | null = null;
  const set = (next: SlashList | null): void => {
    list = next;
    show(next);
  };
  const update = ({ items, clientRect, command }: Shown, active: number): void => {
    const rect = clientRect?.();
    const place = rect ? { left: rect.left, top: rect.top, bottom: rect.bottom } : null;
    set({ items, active: Math.min(active, Math.max(items.length - 1, 0)), place, choose: command });
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (list === null) return false;
    const { items, active } = list;
    if (event.key === 'Escape') {
      set(null);
      return true;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      set({ ...list, active: (active + step + items.length) % items.length });
      return true;
    }
    const chosen = items[active];
    if (!chosen || (event.key !== 'Enter' && event.key !== 'Tab') || event.ctrlKey || event.metaKey)
      return false;
    list.choose(chosen);
    return true;
  };
  return {
    update,
    onKeyDown,
    isShown: () => list !== null,
    active: () => list?.active ?? 0,
    hide: () => set(null),
  };
}

export const slashCommand = ({ insertions, show }: SlashOptions) =>
  Extension.create({
    name: 'slashCommand',
    addProseMirrorPlugins() {
      const list = createList(show);
      return [
        Suggestion<Insertion, Insertion>({
          editor: this.editor,
          pluginKey: new PluginKey('slashCommand'),
          char: '/',
          allowSpaces: true,
          allow: () => insertions() !== null,
          items: async ({ query }) => [...((await insertions()?.search(query.trim())) ?? [])],
          command: ({ editor, range, props }) => {
            const source = insertions();
            if (source !== null) void put(editor, range, props, source);
          },
          render: () => ({
            onStart: (props) => list.update(props, 0),
            onUpdate: (props) => list.update(props, list.active()),
            onKeyDown: ({ event }) => list.onKeyDown(event),
            onExit: () => list.hide(),
          }),
        }),
      ];
    },
  });

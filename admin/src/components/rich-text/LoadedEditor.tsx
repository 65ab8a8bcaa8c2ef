/** The editor behind RichTextEditor: Tiptap with the marks and blocks that mail programs show, and its toolbar. */
import { useEffect, useImperativeHandle, useRef, useState, type ForwardedRef } from 'react';
import { Box } from '@strapi/design-system';
import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useText } from '../../hooks/useText';
import { cleanPastedHtml } from './clean-paste';
import { EditorFrame } from './EditorFrame';
import { editorExtensions } from './extensions';
import { editorHtml } from './editor-html';
import { showImages } from './InlineImage';
import { slashCommand, type SlashList } from './slash-command';
import { SlashMenu } from './SlashMenu';
import { Toolbar } from './Toolbar';
import type { RichTextEditorProps, RichTextHandle } from './RichTextEditor';

export interface LoadedEditorProps extends RichTextEditorProps {
  readonly minHeight: number;
  readonly handle: ForwardedRef<RichTextHandle>;
}

/** Files that come with a paste or drop; a copied part of a page carries a picture of itself, and is text nevertheless. */
function filesOf(data: DataTransfer | null): readonly File[] {
  if (!data || data.types.includes('text/html') || data.types.includes('text/plain')) return [];
  return Array.from(data.files);
}

/** The newest value of what changes with every rendering, for callbacks that are made once. */
function useNewest<Value>(value: Value): { readonly current: Value } {
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  });
  return newest;
}

const isSubmit = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing;

function useFilled(props: LoadedEditorProps, showList: (list: SlashList | null) => void): Editor | null {
  const text = useText();
  const current = useNewest(props);
  const emitted = useRef(props.value);
  const takeFiles = (files: readonly File[]): boolean => {
    const { onPasteFiles } = current.current;
    if (!onPasteFiles || files.length === 0) return false;
    onPasteFiles(files);
    return true;
  };
  const [extensions] = useState(() => [
    ...editorExtensions({ text, placeholder: () => current.current.placeholder ?? '' }),
    slashCommand({ insertions: () => current.current.insertions ?? null, show: showList }),
    ...(props.extensions ?? []),
  ]);
  const editor = useEditor({
    extensions,
    content: props.value,
    editable: !props.disabled,
    immediatelyRender: true,
    editorProps: {
      attributes: () => ({
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': current.current.label,
        ...(current.current.describedBy ? { 'aria-describedby': current.current.describedBy } : {}),
      }),
      transformPastedHTML: cleanPastedHtml,
      handlePaste: (_view, event) => takeFiles(filesOf(event.clipboardData)),
      handleDrop: (_view, event, _slice, moved) => !moved && takeFiles(filesOf(event.dataTransfer)),
      handleKeyDown: (_view, event) => {
        if (!isSubmit(event) || !current.current.onSubmit) return false;
        current.current.onSubmit(event.shiftKey);
        return true;
      },
    },
    onUpdate: ({ editor: updated }) => {
      emitted.current = editorHtml(updated);
      current.current.onChange(emitted.current);
    },
  });
  // The editor's own `autofocus` is too early where it comes onto the page later than it is made.
  const { autoFocus } = props;
  useEffect(() => {
    // One that waited too long for its place on the page is given up, and another follows.
    if (autoFocus && editor && !editor.isDestroyed) editor.commands.focus('start');
  }, [editor]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (!editor || props.value === emitted.current) return;
    emitted.current = props.value;
    editor.commands.setContent(props.value, { emitUpdate: false });
  }, [editor, props.value]);
  useEffect(() => {
    editor?.setEditable(!props.disabled, false);
  }, [editor, props.disabled]);
  useEffect(() => {
    if (editor) showImages(editor, props.images ?? NO_IMAGES);
  }, [editor, props.images]);
  return editor;
}

const NO_IMAGES: ReadonlyMap<string, string> = new Map();

const LoadedEditor = (props: LoadedEditorProps) => {
  const { minHeight, maxHeight = '32rem', disabled = false, handle } = props;
  const [list, setList] = useState<SlashList | null>(null);
  const editor = useFilled(props, setList);
  useImperativeHandle(
    handle,
    () => ({
      focus: (position = 'end') => {
        if (editor && !editor.isDestroyed) editor.commands.focus(position);
      },
      insert: (html) => void editor?.chain().focus().insertContent(html).run(),
    }),
    [editor],
  );
  return (
    <EditorFrame $disabled={disabled}>
      {editor && <Toolbar editor={editor} disabled={disabled} />}
      <Box style={{ overflowY: 'auto', maxHeight, minHeight, display: 'grid' }}>
        <EditorContent editor={editor} style={{ display: 'grid' }} />
      </Box>
      {editor && list && props.insertions && (
        <SlashMenu editor={editor} list={list} insertions={props.insertions} />
      )}
    </EditorFrame>
  );
};

export default LoadedEditor;

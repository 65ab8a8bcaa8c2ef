/**
 * A field for formatted text: what goes into it and comes out of it is HTML. The editor itself is large and is loaded when
 * the first field is shown; until then its place is kept.
 */
import { forwardRef, type ForwardedRef } from 'react';
import { Box } from '@strapi/design-system';
import type { Extensions } from '@tiptap/core';
import { lazyPart } from '../lazyPart';
import type { Insertions } from './insertions';
import type { LoadedEditorProps } from './LoadedEditor';

export interface RichTextEditorProps {
  /** HTML; empty: nothing is written */
  readonly value: string;
  /** called with HTML at every change that was made in the field, and never for a new `value` */
  readonly onChange: (html: string) => void;
  /** names the field for screen readers */
  readonly label: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** the cursor is put at its beginning when it is shown */
  readonly autoFocus?: boolean;
  /** pixels; the field grows from here up to `maxHeight` and scrolls then */
  readonly minHeight?: number;
  /** as CSS knows it */
  readonly maxHeight?: string;
  /** ids of elements that say more about the field, as its error */
  readonly describedBy?: string;
  /** Ctrl or Cmd with Enter; `further`: Shift was held too */
  readonly onSubmit?: (further: boolean) => void;
  /** files that were pasted or dropped; without it they are left to the browser */
  readonly onPasteFiles?: (files: readonly File[]) => void;
  /** more of Tiptap; read once, when the field is shown */
  readonly extensions?: Extensions;
  /** what `/` offers; absent: nothing */
  readonly insertions?: Insertions;
  /** `data:` or `blob:` URLs of pictures by normalized Content-ID, for `cid:` in the text */
  readonly images?: ReadonlyMap<string, string>;
}

/** What may be done to the field from outside. */
export interface RichTextHandle {
  readonly focus: (position?: 'start' | 'end') => void;
  /** puts HTML where the cursor is */
  readonly insert: (html: string) => void;
}

const SMALLEST = 96;
/** Of the toolbar and the frame around both. */
const ABOVE_THE_TEXT = 46;

const LoadedEditor = lazyPart<LoadedEditorProps>(() => import('./LoadedEditor'), {
  waiting: ({ minHeight }) => (
    <Box
      aria-busy
      minHeight={`${minHeight + ABOVE_THE_TEXT}px`}
      background="neutral100"
      hasRadius
      borderColor="neutral200"
    />
  ),
});

export const RichTextEditor = forwardRef(
  ({ minHeight = SMALLEST, ...props }: RichTextEditorProps, handle: ForwardedRef<RichTextHandle>) => (
    <LoadedEditor {...props} minHeight={minHeight} handle={handle} />
  ),
);
RichTextEditor.displayName = 'RichTextEditor';

/** A text field that grows with what is written in it, up to a part of the window. */
import { forwardRef, useLayoutEffect, useRef } from 'react';
import { Field, Textarea, useComposedRefs, VisuallyHidden } from '@strapi/design-system';

const SMALLEST = 76;
const LARGEST_PART_OF_WINDOW = 0.3;

type OfField = Pick<
  React.ComponentProps<'textarea'>,
  'onSelect' | 'onBlur' | 'aria-autocomplete' | 'aria-controls' | 'aria-activedescendant'
>;

interface GrowingTextareaProps extends OfField {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Ctrl or Cmd with Enter */
  readonly onSubmit: () => void;
  readonly onPaste?: React.ClipboardEventHandler<HTMLTextAreaElement>;
  /** asked first; a key that it prevents has no other effect */
  readonly onKeyDown?: React.KeyboardEventHandler<HTMLTextAreaElement>;
}

export const GrowingTextarea = forwardRef<HTMLTextAreaElement, GrowingTextareaProps>(
  ({ label, placeholder, value, onChange, onSubmit, onKeyDown: askFirst, ...rest }, forwardedRef) => {
    const ownRef = useRef<HTMLTextAreaElement>(null);
    const ref = useComposedRefs(ownRef, forwardedRef);
    useLayoutEffect(() => {
      const element = ownRef.current;
      if (!element) return;
      element.style.height = 'auto';
      const largest = window.innerHeight * LARGEST_PART_OF_WINDOW;
      element.style.height = `${Math.min(Math.max(element.scrollHeight, SMALLEST), largest)}px`;
    }, [value]);
    const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>): void => {
      askFirst?.(event);
      if (event.defaultPrevented) return;
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onSubmit();
    };
    return (
      <Field.Root>
        <VisuallyHidden>
          <Field.Label>{label}</Field.Label>
        </VisuallyHidden>
        <Textarea
          ref={ref}
          dir="auto"
          padding={3}
          resizable={false}
          style={{ minHeight: SMALLEST }}
          placeholder={placeholder}
          value={value}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          {...rest}
        />
      </Field.Root>
    );
  },
);
GrowingTextarea.displayName = 'GrowingTextarea';

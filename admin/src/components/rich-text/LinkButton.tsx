/** Puts a link on what is selected, changes it or takes it off. */
import { useState } from 'react';
import { Button, Field, Flex, IconButton, Popover } from '@strapi/design-system';
import { Link } from '@strapi/icons';
import { useEditorState, type Editor } from '@tiptap/react';
import { useText } from '../../hooks/useText';
import { linkTarget } from './link-target';

interface LinkButtonProps {
  readonly editor: Editor;
  readonly disabled: boolean;
  /** its place in the toolbar's order of focus */
  readonly stop: { readonly tabIndex: number; readonly onFocus: () => void };
}

export const LinkButton = ({ editor, disabled, stop }: LinkButtonProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const active = useEditorState({ editor, selector: ({ editor: shown }) => shown.isActive('link') });
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger>
        <IconButton
          size="S"
          variant="ghost"
          label={text('editor.link')}
          disabled={disabled}
          aria-pressed={active}
          tabIndex={stop.tabIndex}
          onFocus={stop.onFocus}
        >
          <Link />
        </IconButton>
      </Popover.Trigger>
      <Popover.Content
        aria-label={text('editor.link')}
        onCloseAutoFocus={(event: Event) => {
          event.preventDefault();
          editor.commands.focus();
        }}
      >
        {open && <LinkForm editor={editor} onDone={() => setOpen(false)} />}
      </Popover.Content>
    </Popover.Root>
  );
};

const LinkForm = ({ editor, onDone }: { readonly editor: Editor; readonly onDone: () => void }) => {
  const text = useText();
  const before: unknown = editor.getAttributes('link').href;
  const [address, setAddress] = useState(typeof before === 'string' ? before : '');
  const [refused, setRefused] = useState(false);
  const set = (): void => {
    const href = linkTarget(address);
    if (href === null) return setRefused(true);
    const chain = editor.chain().extendMarkRange('link');
    if (editor.state.selection.empty && !editor.isActive('link')) {
      chain.insertContent({ type: 'text', text: address.trim(), marks: [{ type: 'link', attrs: { href } }] });
    } else chain.setLink({ href });
    chain.run();
    onDone();
  };
  const unset = (): void => {
    editor.chain().extendMarkRange('link').unsetLink().run();
    onDone();
  };
  return (
    // No form element: the field may stand in a form of its own, and forms cannot be nested.
    <Flex direction="column" alignItems="stretch" gap={3} padding={4} width="30rem">
      <Field.Root error={refused ? text('editor.link-invalid') : undefined}>
        <Field.Label>{text('editor.link-address')}</Field.Label>
        <Field.Input
          value={address}
          autoFocus
          placeholder="https://"
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setAddress(event.target.value)}
          onKeyDown={(event: React.KeyboardEvent) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            set();
          }}
        />
        <Field.Error />
      </Field.Root>
      <Flex gap={2}>
        <Button size="S" onClick={set}>
          {text('editor.link-set')}
        </Button>
        {before !== undefined && (
          <Button size="S" variant="tertiary" onClick={unset}>
            {text('editor.link-remove')}
          </Button>
        )}
      </Flex>
    </Flex>
  );
};

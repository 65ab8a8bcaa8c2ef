/** The editor's buttons. One of them is in the order of the Tab key; arrows lead to the others (WAI-ARIA toolbar). */
import { useState } from 'react';
import { Flex, IconButton } from '@strapi/design-system';
import { Bold, BulletList, Code, Italic, NumberList, PaintBrush, Quotes, Underline } from '@strapi/icons';
import { useEditorState, type ChainedCommands, type Editor } from '@tiptap/react';
import { styled } from 'styled-components';
import { useText, type TextKey } from '../../hooks/useText';
import { LinkButton } from './LinkButton';

const Bar = styled(Flex)`
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};

  button {
    border-color: transparent;
  }
  button[aria-pressed='true'] {
    background: ${({ theme }) => theme.colors.primary100};

    svg path {
      fill: ${({ theme }) => theme.colors.primary600};
    }
  }
`;

interface Tool {
  readonly name: string;
  readonly label: TextKey;
  readonly icon: React.ReactNode;
  readonly run: (chain: ChainedCommands) => ChainedCommands;
}

const MARKS: readonly Tool[] = [
  { name: 'bold', label: 'editor.bold', icon: <Bold />, run: (chain) => chain.toggleBold() },
  { name: 'italic', label: 'editor.italic', icon: <Italic />, run: (chain) => chain.toggleItalic() },
  {
    name: 'underline',
    label: 'editor.underline',
    icon: <Underline />,
    run: (chain) => chain.toggleUnderline(),
  },
  {
    name: 'bulletList',
    label: 'editor.bullets',
    icon: <BulletList />,
    run: (chain) => chain.toggleBulletList(),
  },
  {
    name: 'orderedList',
    label: 'editor.numbers',
    icon: <NumberList />,
    run: (chain) => chain.toggleOrderedList(),
  },
  { name: 'blockquote', label: 'editor.quote', icon: <Quotes />, run: (chain) => chain.toggleBlockquote() },
  { name: 'code', label: 'editor.code', icon: <Code />, run: (chain) => chain.toggleCode() },
];

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus among the buttons; the one that has it is the one Tab comes back to. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const buttons = Array.from(
    event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)'),
  );
  const at = buttons.findIndex((button) => button === document.activeElement);
  const step = STEPS[event.key];
  const next =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? buttons.length - 1
        : step === undefined
          ? null
          : (at + step + buttons.length) % buttons.length;
  if (at < 0 || next === null) return;
  event.preventDefault();
  buttons[next]?.focus();
}

interface ToolbarProps {
  readonly editor: Editor;
  readonly disabled: boolean;
}

export const Toolbar = ({ editor, disabled }: ToolbarProps) => {
  const text = useText();
  const [current, setCurrent] = useState('bold');
  const active = useEditorState({
    editor,
    selector: ({ editor: shown }) => MARKS.filter(({ name }) => shown.isActive(name)).map(({ name }) => name),
  });
  const stop = (name: string) => ({
    tabIndex: name === current ? 0 : -1,
    onFocus: () => setCurrent(name),
    // The selection stays in the text.
    onMouseDown: (event: React.MouseEvent) => event.preventDefault(),
  });
  const run = (change: Tool['run']): void => void change(editor.chain().focus()).run();
  return (
    <Bar
      role="toolbar"
      aria-label={text('editor.toolbar')}
      gap={1}
      padding={1}
      wrap="wrap"
      onKeyDown={moveFocus}
    >
      {MARKS.map(({ name, label, icon, run: change }) => (
        <IconButton
          key={name}
          size="S"
          variant="ghost"
          label={text(label)}
          disabled={disabled}
          aria-pressed={active.includes(name)}
          {...stop(name)}
          onClick={() => run(change)}
        >
          {icon}
        </IconButton>
      ))}
      <LinkButton editor={editor} disabled={disabled} stop={stop('link')} />
      <IconButton
        size="S"
        variant="ghost"
        label={text('editor.clear')}
        disabled={disabled}
        {...stop('clear')}
        onClick={() => run((chain) => chain.unsetAllMarks().clearNodes())}
      >
        <PaintBrush />
      </IconButton>
    </Bar>
  );
};

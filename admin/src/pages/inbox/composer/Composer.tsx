/**
 * Where an agent writes: an answer to the customer or a note for colleagues. The two never look alike, because
 * a note that goes to a customer cannot be taken back.
 */
import { useRef } from 'react';
import { Box, Tabs } from '@strapi/design-system';
import { css, styled } from 'styled-components';
import { useDraft } from '../../../hooks/useDraft';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useText } from '../../../hooks/useText';
import type { ComposerMode } from '../../../utils/drafts';
import { NoteForm } from './NoteForm';
import { ReplyForm } from './ReplyForm';
import { SendRefusalNotice } from './SendRefusalNotice';
import type { CaseDetail, Me } from '../../../../../server/src/api/contracts';

const Frame = styled(Box)<{ readonly $mode: ComposerMode }>`
  flex-shrink: 0;
  max-height: 60%;
  overflow-y: auto;
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[4]} ${theme.spaces[4]}`};
  ${({ theme, $mode }) =>
    $mode === 'note'
      ? css`
          background: ${theme.colors.warning100};
          border-top: 3px solid ${theme.colors.warning500};
        `
      : css`
          background: ${theme.colors.neutral0};
          border-top: 3px solid ${theme.colors.primary600};
        `}
`;

/** Closer than the design system's tabs: the composer must leave the conversation its room. */
const Tab = styled(Tabs.Trigger)`
  && {
    padding-block: ${({ theme }) => theme.spaces[2]};
    padding-inline: 0;
    margin-inline-end: ${({ theme }) => theme.spaces[5]};
  }
  &&[data-note][data-state='active'] {
    color: ${({ theme }) => theme.colors.neutral800};

    > :last-child {
      background: ${({ theme }) => theme.colors.warning500};
    }
  }
`;

const isMode = (value: string): value is ComposerMode => value === 'reply' || value === 'note';

export const Composer = ({ detail, me }: { readonly detail: CaseDetail; readonly me: Me }) => {
  const text = useText();
  const state = useDraft(me.agent.id, detail.id);
  const { draft, change } = state;
  const input = useRef<HTMLTextAreaElement>(null);
  const write = (mode: ComposerMode): void => {
    change({ mode });
    // The other tab's field is there only after the next rendering.
    requestAnimationFrame(() => input.current?.focus());
  };
  useShortcuts({ r: () => write('reply'), n: () => write('note') });
  const { send, work } = detail.allowed;
  if (!work && !send.allowed) return null;
  const mode = work ? draft.mode : 'reply';
  return (
    <Frame $mode={mode} tag="section" aria-label={text('composer.label')}>
      <Tabs.Root
        variant="simple"
        value={mode}
        onValueChange={(value) => isMode(value) && change({ mode: value })}
      >
        <Tabs.List aria-label={text('composer.label')}>
          <Tab value="reply">{text('composer.reply')}</Tab>
          {work && (
            <Tab value="note" data-note="">
              {text('note.label')}
            </Tab>
          )}
        </Tabs.List>
        <Tabs.Content value="reply">
          {send.allowed && detail.replyDraft ? (
            <ReplyForm detail={detail} proposal={detail.replyDraft} state={state} input={input} />
          ) : (
            <SendRefusalNotice send={send} />
          )}
        </Tabs.Content>
        <Tabs.Content value="note">
          <NoteForm caseId={detail.id} state={state} input={input} />
        </Tabs.Content>
      </Tabs.Root>
    </Frame>
  );
};

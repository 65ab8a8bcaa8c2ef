/** One tab in which mail is written: the draft that it goes on with, or the way to begin one. */
import { forwardRef, type ForwardedRef } from 'react';
import { styled } from 'styled-components';
import { Skeleton } from '../../../components/states';
import { useAfterSending } from '../../../hooks/useAfterSending';
import { useText } from '../../../hooks/useText';
import { HeldNotice } from './HeldNotice';
import type { MailFormHandle } from './MailForm';
import { OpenDraft } from './OpenDraft';
import { groupOf, type AnswerKind, type useCaseDrafts } from './useCaseDrafts';
import type { Me } from '../../../../../server/src/api/contracts';

/** Looks like the field that it becomes. */
const Prompt = styled.button`
  display: block;
  width: 100%;
  margin-top: ${({ theme }) => theme.spaces[3]};
  padding: ${({ theme }) => theme.spaces[3]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral600};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  text-align: start;
  cursor: text;
`;

interface AnswerFormProps {
  readonly kind: AnswerKind;
  /** another tab is shown: what is written here stays */
  readonly hidden: boolean;
  readonly drafts: ReturnType<typeof useCaseDrafts>;
  readonly me: Me;
  readonly onBegin: () => void;
  /** after the mail was sent or put off */
  readonly onLeave: () => void;
}

export const AnswerForm = forwardRef(
  ({ kind, hidden, drafts, me, onBegin, onLeave }: AnswerFormProps, handle: ForwardedRef<MailFormHandle>) => {
    const text = useText();
    const tellOfSending = useAfterSending();
    const open = drafts.openIn(groupOf(kind));
    const placeholder = text(kind === 'forward' ? 'composer.forward-placeholder' : 'composer.placeholder');
    if (!open && hidden) return null;
    if (!open && (drafts.isBeginning || drafts.isLoading))
      return <Skeleton blocks={1} label={text('composer.loading')} />;
    if (!open) {
      return (
        <Prompt type="button" onClick={onBegin}>
          {placeholder}
        </Prompt>
      );
    }
    return (
      <div hidden={hidden}>
        <OpenDraft
          key={open.id}
          ref={handle}
          id={open.id}
          begun={open.begun}
          me={me}
          placeholder={placeholder}
          onTouched={drafts.touch}
          onSent={(sent, draft) => {
            drafts.leave(draft);
            tellOfSending(sent, draft);
            onLeave();
          }}
          onDiscarded={drafts.leave}
        >
          {({ draft }) => draft.state === 'held' && <HeldNotice reason={draft.heldReason} />}
        </OpenDraft>
      </div>
    );
  },
);
AnswerForm.displayName = 'AnswerForm';

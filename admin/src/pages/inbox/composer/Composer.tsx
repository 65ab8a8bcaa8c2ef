/**
 * Where an agent writes: mail to the customer or a note for colleagues. The two never look alike, because a note that goes
 * to a customer cannot be taken back.
 */
import { useEffect, useRef, useState } from 'react';
import { Box, Tabs } from '@strapi/design-system';
import { css, styled } from 'styled-components';
import { ReadingWidth } from '../../../components/widths';
import { useDraft } from '../../../hooks/useDraft';
import { useLeaveCase } from '../../../hooks/useLeaveCase';
import { useNoteWriting } from '../../../hooks/usePresence';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useText } from '../../../hooks/useText';
import { useGetSendersQuery } from '../../../services/drafts';
import { AnswerForm } from './AnswerForm';
import type { MailFormHandle } from './MailForm';
import { Meanwhile } from './Meanwhile';
import { NoteForm } from './NoteForm';
import { SendRefusalNotice } from './SendRefusalNotice';
import { useAnswerRequests } from './answer-requests';
import { groupOf, useCaseDrafts, type AnswerKind } from './useCaseDrafts';
import { WaitingMail } from './WaitingMail';
import type { CaseDetail, Me } from '../../../../../server/src/api/contracts';
import type { CasePlace } from '../../../utils/paths';

export type Mode = AnswerKind | 'note';
const ANSWERS: readonly AnswerKind[] = ['reply', 'reply-all', 'forward'];
const GROUPS = ['answer', 'forward'] as const;

const Frame = styled(Box)<{ readonly $mode: Mode }>`
  flex-shrink: 0;

  /* Where the page does not scroll, a window may be too low for all of it: then this scrolls, and nothing is cut off. */
  ${({ theme }) => theme.breakpoints.medium} {
    flex-shrink: 1;
    max-height: 70%;
    overflow-y: auto;
  }
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

const WRITABLE = 'textarea, [contenteditable="true"]';

/**
 * The form of a draft may have to be read, and its editor to be loaded: they are there a little later. Not at once: that of another
 * draft may still stand there.
 */
function untilDone(action: () => boolean, tries = 100): void {
  setTimeout(() => {
    if (!action() && tries > 0) untilDone(action, tries - 1);
  }, 50);
}

/**
 * Puts the cursor into the field that was asked for, and shows all of the composer as soon as one can write there: on a small
 * screen the page scrolls, in a low window the composer, and the field or the buttons below it may be out of sight.
 */
function useInSight() {
  const frame = useRef<HTMLElement>(null);
  /** only the newest asking counts */
  const asked = useRef(0);
  const isWriting = (): boolean =>
    document.activeElement?.matches(WRITABLE) === true &&
    frame.current?.contains(document.activeElement) === true;
  /** @param focus false: the field is not there yet */
  const write = (focus: () => boolean): void => {
    const number = (asked.current += 1);
    const isOver = (): boolean => asked.current !== number;
    const show = (): boolean => {
      if (!isOver() && !isWriting()) return false;
      if (!isOver()) {
        frame.current?.scrollIntoView({ block: 'nearest' });
        document.activeElement?.scrollIntoView({ block: 'nearest' });
      }
      return true;
    };
    // Where one writes already, the cursor stays.
    const place = (): boolean => isOver() || isWriting() || focus();
    // The other tab's field is there only after the next rendering.
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (!place()) untilDone(place);
        untilDone(show);
      }, 0),
    );
  };
  return { frame, write };
}

const isMode = (value: string): value is Mode => value === 'note' || ANSWERS.some((kind) => kind === value);

interface ComposerProps {
  readonly detail: CaseDetail;
  readonly place: CasePlace;
  readonly me: Me;
  /** what was asked for by a key before the composer was there */
  readonly asked: Mode | null;
}

/** Which tab is open, and what opening one does. */
function useModes(
  { detail }: Pick<ComposerProps, 'detail'>,
  noteField: React.RefObject<HTMLTextAreaElement>,
  sight: ReturnType<typeof useInSight>,
) {
  const drafts = useCaseDrafts(detail.id);
  const answer = useRef<MailFormHandle>(null);
  const forward = useRef<MailFormHandle>(null);
  const forms = { answer, forward };
  const [chosen, setChosen] = useState<Mode | null>(null);
  const found = drafts.newest?.kind;
  const mode: Mode = chosen ?? (found && found !== 'new' ? found : 'reply');
  /** whose recipients the answer has: another tab may have been looked at since */
  const answeredAs = useRef<AnswerKind>('reply');
  useEffect(() => {
    if (mode === 'reply' || mode === 'reply-all') answeredAs.current = mode;
  }, [mode]);
  const write = async (next: AnswerKind, emailId?: string, quote?: string): Promise<void> => {
    const before = answeredAs.current;
    setChosen(next);
    const open = drafts.openIn(groupOf(next));
    const form = forms[groupOf(next)];
    const current = form.current?.current();
    if (!open || emailId !== undefined) await drafts.begin(next, emailId);
    else if (groupOf(next) === 'answer' && next !== before && current) {
      const recipients = await drafts.recipientsOf(next, current);
      if (recipients) form.current?.setRecipients(recipients);
    }
    if (quote !== undefined) {
      untilDone(() => form.current?.quote(quote) === true);
      // It brings the cursor along.
      sight.write(() => true);
    } else sight.write(() => form.current?.focus() === true);
  };
  const choose = (next: Mode): void => {
    if (next !== 'note') return void write(next);
    setChosen(next);
    sight.write(() => {
      noteField.current?.focus();
      return noteField.current !== null;
    });
  };
  return { drafts, forms, mode, write, choose };
}

export const Composer = ({ detail, place, me, asked }: ComposerProps) => {
  const text = useText();
  const note = useDraft(me.agent.id, detail.id);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const sight = useInSight();
  const { drafts, forms, mode, write, choose } = useModes({ detail }, noteField, sight);
  const { data: senders } = useGetSendersQuery(detail.id);
  const leaveCase = useLeaveCase(place, detail.id);
  const request = useAnswerRequests();
  const noteWriting = useNoteWriting();
  const [writing, setWriting] = useState(false);
  useShortcuts({
    r: () => choose('reply'),
    a: () => choose('reply-all'),
    f: () => choose('forward'),
    n: () => choose('note'),
  });
  useEffect(() => {
    if (request) void write(request.kind, request.emailId, request.quote);
  }, [request]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    // What is being written already is gone on with, so it must be known.
    if (asked !== null && !drafts.isLoading) choose(asked);
  }, [drafts.isLoading]); // eslint-disable-line react-hooks/exhaustive-deps
  const { send, work } = detail.allowed;
  const maySend = senders === undefined ? send.allowed : senders.length > 0;
  if (!work && !maySend) return null;
  const shown = work || mode !== 'note' ? mode : 'reply';
  return (
    <Frame
      $mode={shown}
      ref={sight.frame}
      tag="section"
      aria-label={text('composer.label')}
      onInput={() => {
        setWriting(true);
        noteWriting(shown === 'note' ? 'writing-note' : 'writing-answer');
      }}
    >
      <ReadingWidth>
        <Meanwhile caseId={detail.id} me={me} writing={writing} />
        <WaitingMail
          rows={drafts.scheduled}
          onCancelled={(draft) => {
            drafts.open(draft);
            if (draft.kind !== 'new') choose(draft.kind);
          }}
        />
        <Tabs.Root variant="simple" value={shown} onValueChange={(value) => isMode(value) && choose(value)}>
          <Tabs.List aria-label={text('composer.label')}>
            {ANSWERS.map((kind) => (
              <Tab key={kind} value={kind}>
                {text(`composer.${kind}`)}
              </Tab>
            ))}
            {work && (
              <Tab value="note" data-note="">
                {text('note.label')}
              </Tab>
            )}
          </Tabs.List>
          {ANSWERS.map((kind) => (
            <Tabs.Content key={kind} value={kind} tabIndex={maySend ? -1 : 0}>
              {!maySend && <SendRefusalNotice send={send} />}
            </Tabs.Content>
          ))}
          <Tabs.Content value="note">
            <NoteForm caseId={detail.id} state={note} input={noteField} />
          </Tabs.Content>
        </Tabs.Root>
        {/* Outside of the tabs' panels, and kept there: what is written stays while another tab is looked at. */}
        {maySend &&
          GROUPS.map((group) => {
            const isShown = shown !== 'note' && groupOf(shown) === group;
            const kind = isShown ? shown : group === 'forward' ? 'forward' : 'reply';
            return (
              <AnswerForm
                key={group}
                ref={forms[group]}
                kind={kind}
                hidden={!isShown}
                drafts={drafts}
                me={me}
                onBegin={() => void write(kind)}
                onLeave={() => {
                  setWriting(false);
                  leaveCase();
                }}
              />
            );
          })}
      </ReadingWidth>
    </Frame>
  );
};

/** A mail while it is written, wherever that is: head, text, files, and everything by which it is sent or given up. */
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type ForwardedRef,
} from 'react';
import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { styled } from 'styled-components';
import { hasOwnWords } from '../../../components/rich-text/editor-html';
import { RichTextEditor, type RichTextHandle } from '../../../components/rich-text/RichTextEditor';
import { useDraftEditor, type DraftEditor } from '../../../hooks/useDraftEditor';
import { useDraftFiles, useDraftImages } from '../../../hooks/useDraftFiles';
import { useFileDrop } from '../../../hooks/useFileDrop';
import { useText } from '../../../hooks/useText';
import { useGetSendersQuery } from '../../../services/drafts';
import { recipientsOf } from '../../../utils/recipients';
import { ConflictDialog } from './ConflictDialog';
import { DiscardDialog } from './DiscardDialog';
import { DraftFiles, MediaLibraryButton } from './DraftFiles';
import { AttachFileButton } from './FilePicker';
import { HeldDialog } from './HeldDialog';
import { MailHead } from './MailHead';
import { SaveStateText } from './SaveStateText';
import { SendButton } from './SendButton';
import { SendLaterDialog } from './SendLaterDialog';
import { useSavedReplies } from './useSavedReplies';
import { useSending, type Sent } from './useSending';
import { WarningList } from './WarningList';
import { paragraphsOf } from '../../../../../server/src/domain/html';
import type { DraftFile, DraftView, Me, Sender } from '../../../../../server/src/api/contracts';

const DropArea = styled(Box)<{ readonly $over: boolean }>`
  outline: ${({ theme, $over }) => ($over ? `2px dashed ${theme.colors.primary600}` : 'none')};
  outline-offset: 4px;
`;

/** Stays in sight however long the text above it is. */
const Actions = styled(Flex)`
  position: sticky;
  z-index: 1;
  bottom: 0;
  background: ${({ theme }) => theme.colors.neutral0};
`;

const NO_SENDERS: readonly Sender[] = [];

/** What may be done to the form from outside. */
export interface MailFormHandle {
  /** puts the cursor before the text; false: the field is not there yet */
  readonly focus: () => boolean;
  readonly current: () => DraftView;
  /** puts words of the answered mail before the text; false: the field is not there yet */
  readonly quote: (words: string) => boolean;
  readonly setRecipients: (recipients: Pick<DraftView, 'to' | 'cc'>) => void;
}

export interface MailFormProps {
  /** as it was read; the caller gives a `key` of its id */
  readonly draft: DraftView;
  readonly me: Me;
  readonly placeholder: string;
  /** it has just been begun: the cursor goes into it */
  readonly autoFocus?: boolean;
  /** as CSS knows it */
  readonly maxHeight?: string;
  /** as soon as its author has changed anything */
  readonly onTouched?: () => void;
  readonly onSent: (sent: Sent, draft: DraftView) => void;
  readonly onDiscarded: (draft: DraftView) => void;
  /** stands between the head and the text */
  readonly children?: (editor: DraftEditor) => React.ReactNode;
}

/** The picture as it stands in the text. */
const imageTag = ({ contentId, name }: DraftFile): string => {
  const image = document.implementation.createHTMLDocument('').createElement('img');
  image.setAttribute('src', `cid:${contentId ?? ''}`);
  image.setAttribute('alt', name);
  return image.outerHTML;
};

/** As a quotation, with a line below it to write in. */
const quotedWords = (words: string): string => `<blockquote>${paragraphsOf(words)}</blockquote><p></p>`;

export const MailForm = forwardRef((props: MailFormProps, handle: ForwardedRef<MailFormHandle>) => {
  const {
    me,
    placeholder,
    maxHeight = '32rem',
    autoFocus = false,
    onTouched,
    onSent,
    onDiscarded,
    children,
  } = props;
  const text = useText();
  const field = useRef<RichTextHandle>(null);
  const editor = useDraftEditor(props.draft);
  const { draft, change } = editor;
  const caseId = draft.case?.id ?? null;
  const { data: senders = NO_SENDERS } = useGetSendersQuery(caseId);
  const files = useDraftFiles(editor);
  const images = useDraftImages(draft.id, draft.files);
  const sending = useSending(editor, onSent);
  const savedReplies = useSavedReplies(editor, caseId);
  const drop = useFileDrop((added) => void files.add(added));
  const [later, setLater] = useState(false);
  const [discarding, setDiscarding] = useState(false);

  const touched = editor.state !== 'saved' || draft.files !== props.draft.files;
  useEffect(() => {
    if (touched) onTouched?.();
  }, [touched]); // eslint-disable-line react-hooks/exhaustive-deps

  useImperativeHandle(handle, () => ({
    focus: () => {
      field.current?.focus('start');
      return field.current !== null;
    },
    current: () => draft,
    quote: (words) => {
      field.current?.focus('start');
      field.current?.insert(quotedWords(words));
      return field.current !== null;
    },
    setRecipients: ({ to, cc }) => {
      editor.changeLine('to', recipientsOf(to));
      editor.changeLine('cc', recipientsOf(cc));
    },
  }));

  const paste = async (pasted: readonly File[]): Promise<void> => {
    for (const picture of await files.addPasted(pasted)) field.current?.insert(imageTag(picture));
  };
  const isEmpty = useMemo(() => !hasOwnWords(draft.html), [draft.html]);
  const maySend = !isEmpty || draft.kind === 'forward' || draft.files.some(({ inline }) => !inline);
  const { question } = sending;
  return (
    <DropArea $over={drop.over} {...drop.handlers} data-draft={draft.id}>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={3}>
        <MailHead editor={editor} senders={senders} problem={sending.problem} />
        {children?.(editor)}
        <RichTextEditor
          ref={field}
          label={text(draft.kind === 'new' ? 'compose.text' : 'composer.text')}
          placeholder={placeholder}
          maxHeight={maxHeight}
          autoFocus={autoFocus}
          value={draft.html}
          onChange={(html) => change({ html })}
          onSubmit={(further) => {
            if (maySend) sending.send(further && caseId !== null ? { status: 'closed' } : {});
          }}
          onPasteFiles={(pasted) => void paste(pasted)}
          images={images}
          insertions={savedReplies}
        />
        <DraftFiles
          files={draft.files}
          uploads={files.running}
          onRemove={(file) => void files.remove(file)}
        />
        <Actions direction="column" alignItems="stretch" gap={3} paddingTop={1} paddingBottom={1}>
          {question?.kind === 'warnings' && (
            <WarningList
              warnings={question.warnings}
              onSendAnyway={sending.sendAnyway}
              onDismiss={sending.dismiss}
            />
          )}
          {sending.problem.sending !== null && (
            <Typography role="alert" textColor="danger700">
              {sending.problem.sending}
            </Typography>
          )}
          <Flex gap={2} wrap="wrap">
            <SendButton
              disabled={!maySend || files.running.length > 0}
              sending={sending.busy}
              ofCase={caseId !== null}
              onSend={sending.send}
              onSendLater={() => setLater(true)}
            />
            <AttachFileButton onAdd={(added) => void files.add(added)} />
            <MediaLibraryButton onChoose={(chosen) => void files.addFromLibrary(chosen)} />
            <IconButton label={text('composer.discard')} onClick={() => setDiscarding(true)}>
              <Trash />
            </IconButton>
            <Box marginLeft="auto">
              <SaveStateText state={editor.state} />
            </Box>
          </Flex>
        </Actions>
      </Flex>
      <SendLaterDialog
        open={later}
        onClose={() => setLater(false)}
        onChoose={(sendAt) => {
          setLater(false);
          sending.send({ sendAt });
        }}
      />
      {question?.kind === 'held' && (
        <HeldDialog
          news={question.news}
          me={me}
          busy={sending.busy}
          onSendAnyway={sending.sendAnyway}
          onKeep={sending.dismiss}
        />
      )}
      {editor.theirs && (
        <ConflictDialog
          mine={draft}
          theirs={editor.theirs}
          onKeepMine={editor.keepMine}
          onTakeTheirs={editor.takeTheirs}
        />
      )}
      <DiscardDialog
        draft={draft}
        open={discarding}
        onClose={() => setDiscarding(false)}
        onDiscarded={() => {
          editor.forget();
          onDiscarded(draft);
        }}
      />
    </DropArea>
  );
});
MailForm.displayName = 'MailForm';

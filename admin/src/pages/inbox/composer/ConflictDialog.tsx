/** A draft that was also written on elsewhere: shows both versions, and the author chooses which goes on. */
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { RelativeTime } from '../../../components/RelativeTime';
import { shownQuote } from '../../../components/rich-text/quote-html';
import { useText } from '../../../hooks/useText';
import { formatAddressList } from '../../../utils/addresses';
import { frameDocument } from '../../../utils/frameDocument';
import type { DraftView } from '../../../../../server/src/api/contracts';

/** The versions differ in words: no picture is asked for. */
const NO_PICTURES: ReadonlyMap<string, string> = new Map();

interface VersionProps {
  readonly title: React.ReactNode;
  readonly name: string;
  readonly draft: DraftView;
}

const Version = ({ title, name, draft }: VersionProps) => {
  const text = useText();
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={2}
      flex="1"
      minWidth="24rem"
      tag="section"
      aria-label={name}
    >
      <Typography variant="delta" tag="h3">
        {title}
      </Typography>
      <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
        {text('details.to')} {formatAddressList(draft.to)}
      </Typography>
      <Typography fontWeight="bold" dir="auto" style={{ overflowWrap: 'anywhere' }}>
        {draft.subject}
      </Typography>
      <iframe
        title={name}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={frameDocument(shownQuote(draft.html, NO_PICTURES))}
        style={{ width: '100%', height: '24rem', border: 0 }}
      />
    </Flex>
  );
};

interface ConflictDialogProps {
  readonly mine: DraftView;
  readonly theirs: DraftView;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

export const ConflictDialog = ({ mine, theirs, onKeepMine, onTakeTheirs }: ConflictDialogProps) => {
  const text = useText();
  return (
    // Nothing is chosen by closing it: both versions would go on side by side.
    <Modal.Root open>
      <Modal.Content onEscapeKeyDown={(event: Event) => event.preventDefault()}>
        <Modal.Header closeLabel={text('composer.conflict.mine')}>
          <Modal.Title>{text('composer.conflict.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>{text('composer.conflict.explained')}</Typography>
            <Flex gap={5} alignItems="flex-start" wrap="wrap">
              <Version
                title={text('composer.conflict.here')}
                name={text('composer.conflict.here')}
                draft={mine}
              />
              <Version
                title={
                  <>
                    {text('composer.conflict.elsewhere')} <RelativeTime at={theirs.savedAt} />
                  </>
                }
                name={text('composer.conflict.elsewhere')}
                draft={theirs}
              />
            </Flex>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onTakeTheirs}>
            {text('composer.conflict.theirs')}
          </Button>
          <Button onClick={onKeepMine}>{text('composer.conflict.mine')}</Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

/** Gives the chosen cases a tag, or takes it away from them. */
import { useState } from 'react';
import { Button, Combobox, ComboboxOption, Field, Flex, Modal } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useText } from '../../../hooks/useText';
import { useFindTagsQuery } from '../../../services/caseLife';
import type { BulkCaseAction } from '../../../../../server/src/api/contracts';

interface TagDialogProps {
  readonly onClose: () => void;
  readonly onTag: (action: BulkCaseAction) => void;
}

export const TagDialog = ({ onClose, onTag }: TagDialogProps) => {
  const text = useText();
  const [name, setName] = useState('');
  const { data: tags = [], isFetching } = useFindTagsQuery(useDebounce(name, 300));
  const tag = (change: 'add' | 'remove'): void => {
    const names = [name.trim()];
    onTag({ kind: 'tag', add: change === 'add' ? names : [], remove: change === 'remove' ? names : [] });
    onClose();
  };
  return (
    <Modal.Root open onOpenChange={onClose}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{text('lists.tag-title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Field.Root name="tag">
            <Field.Label>{text('tags.type')}</Field.Label>
            <Combobox
              autocomplete="list"
              creatable
              createMessage={(typed) => text('tags.create', { name: typed })}
              value={name}
              textValue={name}
              loading={isFetching}
              onTextValueChange={setName}
              onChange={(value) => setName(value ?? '')}
              onCreateOption={(typed) => setName(typed ?? '')}
            >
              {tags.map((one) => (
                <ComboboxOption key={one.id} value={one.name}>
                  {one.name}
                </ComboboxOption>
              ))}
            </Combobox>
          </Field.Root>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{text('lists.cancel')}</Button>
          </Modal.Close>
          <Flex gap={2}>
            <Button variant="secondary" disabled={name.trim() === ''} onClick={() => tag('remove')}>
              {text('lists.tag-remove')}
            </Button>
            <Button disabled={name.trim() === ''} onClick={() => tag('add')}>
              {text('lists.tag-add')}
            </Button>
          </Flex>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

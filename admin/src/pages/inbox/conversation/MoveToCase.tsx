/** Moves a mail to a case that the agent finds by its number or by words of its subject. */
import { useState } from 'react';
import { Button, Combobox, ComboboxOption, Field, Modal, TextButton } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useMailText } from '../../../hooks/useMailText';
import { useText } from '../../../hooks/useText';
import { useFindCasesQuery } from '../../../services/emails';
import { useMoving } from './moving';
import type { CaseName } from '../../../../../server/src/api/contracts';

/** Shows nothing where the agent may not move mail. */
export const MoveToCase = ({ emailId }: { readonly emailId: string }) => {
  const text = useMailText();
  const close = useText()('action.close-panel');
  const moving = useMoving();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<CaseName | null>(null);
  if (moving === null) return null;
  const show = (shown: boolean): void => {
    setOpen(shown);
    setChosen(null);
  };
  const move = async (target: CaseName): Promise<void> => {
    if (await moving.move(emailId, target)) show(false);
  };
  return (
    <>
      <TextButton onClick={() => show(true)}>{text('move.another')}</TextButton>
      <Modal.Root open={open} onOpenChange={show}>
        <Modal.Content>
          <Modal.Header closeLabel={close}>
            <Modal.Title>{text('move.title')}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <CaseSearch without={moving.source?.id ?? null} onChoose={setChosen} />
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={() => show(false)}>
              {text('move.cancel')}
            </Button>
            <Button
              disabled={chosen === null}
              loading={moving.busy}
              onClick={() => chosen && void move(chosen)}
            >
              {chosen === null ? text('move.confirm') : text('move.to-suggested', { number: chosen.number })}
            </Button>
          </Modal.Footer>
        </Modal.Content>
      </Modal.Root>
    </>
  );
};

interface CaseSearchProps {
  /** id of the case that is left out */
  readonly without: string | null;
  readonly onChoose: (chosen: CaseName | null) => void;
}

const nameOf = ({ number, subject }: CaseName): string => `#${number} ${subject}`;

/**
 * What the combobox compares with what is typed, and shows of a chosen case. The server has found the case, by words that
 * its name may not have: the combobox must not leave it out.
 */
function comparedText(found: CaseName, typed: string): string {
  const name = nameOf(found);
  return name.toLowerCase().includes(typed.trim().toLowerCase()) ? name : `${name} ${typed}`;
}

/** A field in which a case is found that the agent may work on. */
export const CaseSearch = ({ without, onChoose }: CaseSearchProps) => {
  const text = useMailText();
  const statusText = useText();
  const [typed, setTyped] = useState('');
  const search = useDebounce(typed.trim(), 300);
  const found = useFindCasesQuery(search, { skip: search === '' });
  const hits = search === '' ? [] : (found.data ?? []).filter(({ id }) => id !== without);
  return (
    <Field.Root name="case" width="100%">
      <Field.Label>{text('move.search')}</Field.Label>
      <Combobox
        autocomplete={{ type: 'list', filter: 'contains' }}
        placeholder={text('move.type')}
        loading={found.isFetching}
        noOptionsMessage={() => text(search === '' ? 'move.type' : 'move.none')}
        onInputChange={({ target }: { target: { value: string } }) => setTyped(target.value)}
        onChange={(id) => onChoose(hits.find((hit) => hit.id === id) ?? null)}
      >
        {hits.map((hit) => (
          <ComboboxOption key={hit.id} value={hit.id} textValue={comparedText(hit, typed)}>
            {`${nameOf(hit)} (${statusText(`status.${hit.status}`)})`}
          </ComboboxOption>
        ))}
      </Combobox>
    </Field.Root>
  );
};

/** From, To and Cc of an answer: one line to read, fields when they are to be changed. */
import { Field, Flex, TextButton, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { useText } from '../../../hooks/useText';
import { displayName } from '../../../utils/addresses';
import { recipientsOf, type RecipientProblem, type Recipients, type ReplyProposal } from './useSendReply';

interface RecipientFieldsProps {
  readonly proposal: ReplyProposal;
  readonly recipients: Recipients | null;
  readonly problem: RecipientProblem | null;
  readonly editing: boolean;
  readonly onEdit: () => void;
  readonly onChange: (recipients: Recipients) => void;
}

const Party = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
    {label}{' '}
    <Typography variant="pi" fontWeight="bold" dir="auto">
      {value}
    </Typography>
  </Typography>
);

interface AddressFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

const AddressField = ({ label, value, error, onChange }: AddressFieldProps) => (
  <Field.Root error={error ?? undefined}>
    <Flex gap={2} alignItems="center">
      <Field.Label minWidth="3rem">{label}</Field.Label>
      <Flex flex="1" direction="column" alignItems="stretch" gap={1}>
        <Field.Input size="S" value={value} onChange={(event) => onChange(event.target.value)} />
        <Field.Error />
      </Flex>
    </Flex>
  </Field.Root>
);

export const RecipientFields = (props: RecipientFieldsProps) => {
  const { proposal, problem, editing, onEdit, onChange } = props;
  const text = useText();
  const recipients = recipientsOf(proposal, props.recipients);
  const from = <Party label={text('details.from')} value={proposal.from.address} />;
  if (!editing) {
    return (
      <Flex gap={4} wrap="wrap">
        {from}
        <Party label={text('details.to')} value={proposal.to.map(displayName).join(', ')} />
        {proposal.cc.length > 0 && (
          <Party label={text('details.cc')} value={proposal.cc.map(displayName).join(', ')} />
        )}
        <TextButton startIcon={<Pencil />} onClick={onEdit}>
          {text('composer.edit-recipients')}
        </TextButton>
      </Flex>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {from}
      <AddressField
        label={text('details.to')}
        value={recipients.to}
        error={problem?.to ?? null}
        onChange={(to) => onChange({ ...recipients, to })}
      />
      <AddressField
        label={text('details.cc')}
        value={recipients.cc}
        error={problem?.cc ?? null}
        onChange={(cc) => onChange({ ...recipients, cc })}
      />
    </Flex>
  );
};

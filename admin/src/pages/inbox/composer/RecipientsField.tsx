/** One line of recipients: each as a chip that can be changed or taken out with the keyboard, and room to type more. */
import { useEffect, useId, useRef, useState } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { styled } from 'styled-components';
import { useText } from '../../../hooks/useText';
import { displayName, formatAddress } from '../../../utils/addresses';
import { recipientText, withTyped, type Recipient } from '../../../utils/recipients';

const Line = styled(Flex)<{ readonly $wrong: boolean }>`
  border: 1px solid ${({ theme, $wrong }) => ($wrong ? theme.colors.danger600 : theme.colors.neutral200)};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  cursor: text;

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }
`;

const Chip = styled.button<{ readonly $valid: boolean }>`
  display: inline-flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[1]};
  max-width: 100%;
  padding: ${({ theme }) => `2px ${theme.spaces[2]}`};
  border: 1px solid ${({ theme, $valid }) => ($valid ? theme.colors.neutral200 : theme.colors.danger200)};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $valid }) => ($valid ? theme.colors.neutral100 : theme.colors.danger100)};
  color: ${({ theme, $valid }) => ($valid ? theme.colors.neutral800 : theme.colors.danger700)};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  cursor: pointer;

  > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  svg {
    width: 0.8rem;
    flex-shrink: 0;
  }
`;

const Input = styled.input`
  flex: 1;
  min-width: 8rem;
  padding: 2px 0;
  border: 0;
  outline: none;
  background: none;
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
`;

const ENDS_AN_ADDRESS = /[,;\n]/;

interface RecipientsFieldProps {
  readonly label: string;
  readonly recipients: readonly Recipient[];
  /** in words; null: nothing is wrong */
  readonly error: string | null;
  /** the cursor is put into it when it is shown */
  readonly autoFocus?: boolean;
  readonly onChange: (recipients: readonly Recipient[]) => void;
}

export const RecipientsField = ({ label, recipients, error, autoFocus, onChange }: RecipientsFieldProps) => {
  const text = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (error !== null) input.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  const take = (written: string): void => {
    setTyped('');
    if (written.trim() !== '') onChange(withTyped(recipients, written));
  };
  const remove = (gone: Recipient): void => {
    onChange(recipients.filter((one) => one !== gone));
    input.current?.focus();
  };
  /** Back into the field, to be put right. */
  const edit = (recipient: Recipient): void => {
    onChange(recipients.filter((one) => one !== recipient));
    setTyped(recipientText(recipient));
    input.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const last = recipients.at(-1);
    if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault();
      take(typed);
    } else if (event.key === 'Backspace' && typed === '' && last) {
      event.preventDefault();
      remove(last);
    }
  };
  const onType = (value: string): void => {
    if (!ENDS_AN_ADDRESS.test(value)) return setTyped(value);
    // A comma inside quotes is part of a name, which is not closed yet.
    if ((value.match(/"/g)?.length ?? 0) % 2 === 1) return setTyped(value);
    take(value);
  };
  return (
    <Flex gap={2} alignItems="flex-start">
      <Typography tag="label" htmlFor={id} variant="pi" fontWeight="bold" minWidth="5rem" paddingTop={2}>
        {label}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={1} flex="1" minWidth="0">
        <Line
          $wrong={error !== null}
          gap={1}
          padding={1}
          paddingLeft={2}
          paddingRight={2}
          wrap="wrap"
          onClick={(event: React.MouseEvent) => {
            if (event.target === event.currentTarget) input.current?.focus();
          }}
        >
          {recipients.map((recipient) => (
            <Chip
              key={recipient.address}
              type="button"
              $valid={recipient.valid}
              title={formatAddress(recipient)}
              aria-label={text('composer.recipient', { name: formatAddress(recipient) })}
              onClick={() => edit(recipient)}
              onKeyDown={(event) => {
                if (event.key !== 'Backspace' && event.key !== 'Delete') return;
                event.preventDefault();
                remove(recipient);
              }}
            >
              <span dir="auto">{displayName(recipient)}</span>
              <Cross
                aria-hidden
                onClick={(event: React.MouseEvent) => {
                  event.stopPropagation();
                  remove(recipient);
                }}
              />
            </Chip>
          ))}
          <Input
            ref={input}
            id={id}
            dir="auto"
            type="text"
            autoComplete="off"
            autoFocus={autoFocus}
            spellCheck={false}
            value={typed}
            aria-invalid={error !== null}
            aria-describedby={error === null ? undefined : `${id}-error`}
            onChange={(event) => onType(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text');
              if (!ENDS_AN_ADDRESS.test(pasted.trim())) return;
              event.preventDefault();
              take(`${typed}${pasted}`);
            }}
            onBlur={() => take(typed)}
          />
        </Line>
        {error !== null && (
          <Typography id={`${id}-error`} role="alert" variant="pi" textColor="danger600">
            {error}
          </Typography>
        )}
      </Flex>
    </Flex>
  );
};

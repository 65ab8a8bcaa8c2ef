/** The fields of a webhook: where it leads, and what it is told. */
import { Box, Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useId } from 'react';
import { DOMAIN_EVENTS, type DomainEventName } from '../../../../../server/src/domain/domain-event';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import { CheckboxField, TextField } from '../components/fields';
import { useText } from '../texts';

export const WebhookFields = () => {
  const t = useText();
  return (
    <>
      <FormSection title={t('webhooks.receiver')}>
        <FieldRow>
          <FieldCell col={6}>
            <TextField name="name" label={t('webhooks.name')} hint={t('webhooks.name-hint')} required />
          </FieldCell>
          <FieldCell col={6}>
            <TextField
              name="url"
              label={t('webhooks.url')}
              hint={t('webhooks.url-hint')}
              placeholder="https://"
              inputMode="url"
              required
            />
          </FieldCell>
          <FieldCell col={12}>
            <CheckboxField name="active" label={t('webhooks.active')} hint={t('webhooks.active-hint')} />
          </FieldCell>
        </FieldRow>
      </FormSection>
      <FormSection title={t('webhooks.events')} description={t('webhooks.events-about')}>
        <EventsField />
      </FormSection>
    </>
  );
};

const EventsField = () => {
  const t = useText();
  const { value, error, onChange } = useField<readonly DomainEventName[]>('events');
  const chosen = value ?? [];
  const toggle = (name: DomainEventName, wanted: boolean) =>
    onChange(
      'events',
      DOMAIN_EVENTS.filter((event) => (event === name ? wanted : chosen.includes(event))),
    );
  return (
    <Field.Root name="events" error={error} width="100%">
      <Flex role="group" aria-label={t('webhooks.events')} direction="column" alignItems="stretch" gap={4}>
        {DOMAIN_EVENTS.map((name) => (
          <EventBox
            key={name}
            name={name}
            checked={chosen.includes(name)}
            onChange={(wanted) => toggle(name, wanted)}
          />
        ))}
        <Field.Error />
      </Flex>
    </Field.Root>
  );
};

interface EventBoxProps {
  readonly name: DomainEventName;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

const EventBox = ({ name, checked, onChange }: EventBoxProps) => {
  const t = useText();
  const id = useId();
  return (
    <Box>
      <Checkbox
        checked={checked}
        aria-describedby={id}
        onCheckedChange={(wanted) => onChange(wanted === true)}
      >
        {name}
      </Checkbox>
      <Box paddingLeft={6} paddingTop={1}>
        <Typography id={id} tag="p" variant="pi" textColor="neutral600">
          {t(`webhooks.event.${name}`)}
        </Typography>
      </Box>
    </Box>
  );
};

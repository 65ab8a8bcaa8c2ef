/** The certificate authority of servers whose certificates no public authority has signed. Few need it. */
import { Accordion, Box } from '@strapi/design-system';
import { TextareaField } from '../components/fields';
import { useField } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useText } from '../texts';

const NAME = 'certificateAuthority';
const PEM = '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----';

export const CertificateSection = () => {
  const t = useText();
  const { value = '', error } = useField<string>(NAME);
  const [opened, setOpened] = useState('');
  const isSet = value.trim() !== '';
  return (
    // An error in a closed section would not be seen.
    <Accordion.Root size="M" value={error === undefined ? opened : NAME} onValueChange={setOpened}>
      <Accordion.Item value={NAME}>
        <Accordion.Header>
          <Accordion.Trigger
            description={t(isSet ? 'settings.certificate.set' : 'settings.certificate.not-set')}
          >
            {t('settings.certificate.title')}
          </Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Box padding={6}>
            <TextareaField
              name={NAME}
              label={t('settings.certificate.label')}
              hint={t('settings.certificate.hint')}
              placeholder={PEM}
              rows={8}
              code
            />
          </Box>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
};

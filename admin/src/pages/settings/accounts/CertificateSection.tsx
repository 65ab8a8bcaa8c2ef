/** Whom to trust when no public authority has signed a server's certificate: an authority, or one certificate alone. */
import { Accordion, Flex } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { TextareaField, TextField } from '../components/fields';
import { useText } from '../texts';
import { fingerprintIn } from './certificate-fingerprint';
import { Fingerprint } from './TrustOffer';

const NAME = 'certificates';
const PEM = '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----';

export const CertificateSection = () => {
  const t = useText();
  const authority = useField<string>('certificateAuthority');
  const fingerprint = useField<string>('certificateFingerprint');
  const [opened, setOpened] = useState('');
  const pinned = fingerprintIn(fingerprint.value ?? '');
  const hasAuthority = (authority.value ?? '').trim() !== '';
  const hasError = authority.error !== undefined || fingerprint.error !== undefined;
  // An error in a closed section would not be seen; once it is mended, the section stays as it is under the hand that mends it.
  useEffect(() => {
    if (hasError) setOpened(NAME);
  }, [hasError]);
  return (
    <Accordion.Root size="M" value={opened} onValueChange={setOpened}>
      <Accordion.Item value={NAME}>
        <Accordion.Header>
          <Accordion.Trigger
            description={t(
              pinned !== null
                ? 'settings.certificate.pinned'
                : hasAuthority
                  ? 'settings.certificate.set'
                  : 'settings.certificate.not-set',
            )}
          >
            {t('settings.certificate.title')}
          </Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Flex direction="column" alignItems="stretch" gap={5} padding={6}>
            <TextareaField
              name="certificateAuthority"
              label={t('settings.certificate.label')}
              hint={t('settings.certificate.hint')}
              placeholder={PEM}
              rows={8}
              code
            />
            <TextField
              name="certificateFingerprint"
              label={t('settings.certificate.fingerprint')}
              hint={t('settings.certificate.fingerprint-hint')}
            />
            {pinned !== null && <Fingerprint value={pinned} />}
          </Flex>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
};

/** A certificate that was refused, by its fingerprint, and the button that trusts it from now on. */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Shield } from '@strapi/icons';
import type { ConnectionProblem } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';
import { fingerprintIn, groupedFingerprint } from './certificate-fingerprint';
import { useAccountForm } from './useAccountForm';

const CODES: readonly ConnectionProblem['code'][] = [
  'certificate-fingerprint',
  'certificate-not-trusted',
  'certificate-expired',
  'certificate-wrong-host',
];

/** Nothing for problems of another kind, or when the certificate is not known. */
export const TrustOffer = ({ problem }: { readonly problem: ConnectionProblem }) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  const presented = CODES.includes(problem.code) ? fingerprintIn(problem.detail) : null;
  if (presented === null) return null;
  const trusted = fingerprintIn(values.certificateFingerprint) === presented;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} paddingTop={1}>
      <Typography tag="p" textColor="neutral800">
        {t('settings.trust.presented')}
      </Typography>
      <Fingerprint value={presented} />
      {trusted ? (
        <Typography tag="p" role="status" textColor="neutral800" fontWeight="semiBold">
          {t('settings.trust.trusted')}
        </Typography>
      ) : (
        <>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t('settings.trust.compare')}
          </Typography>
          <Button
            variant="secondary"
            startIcon={<Shield />}
            onClick={() => setValues({ ...values, certificateFingerprint: presented })}
          >
            {t('settings.trust.button')}
          </Button>
        </>
      )}
    </Flex>
  );
};

export const Fingerprint = ({ value }: { readonly value: string }) => (
  <Typography tag="code" textColor="neutral800" style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}>
    {groupedFingerprint(value)}
  </Typography>
);

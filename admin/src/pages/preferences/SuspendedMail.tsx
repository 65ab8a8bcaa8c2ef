/** Says that notifications no longer go to the user by mail, and why, with the way to have them again. */
import { Button, Typography } from '@strapi/design-system';
import { useText } from '../../hooks/useText';
import { Notice } from '../settings/components/Notice';
import type { PreferenceProps } from './preference-props';

export const SuspendedMail = ({ preferences: { mailSuspendedReason }, onChange }: PreferenceProps) => {
  const text = useText();
  if (mailSuspendedReason === null) return null;
  return (
    <Notice tone="danger" role="status" title={text('preferences.suspended')}>
      <Typography tag="p" textColor="neutral800" dir="auto" style={{ overflowWrap: 'anywhere' }}>
        {mailSuspendedReason}
      </Typography>
      <Typography tag="p" textColor="neutral800">
        {text('preferences.suspended-hint')}
      </Typography>
      <Button variant="secondary" onClick={() => onChange({ resumeMail: true })}>
        {text('preferences.resume')}
      </Button>
    </Notice>
  );
};

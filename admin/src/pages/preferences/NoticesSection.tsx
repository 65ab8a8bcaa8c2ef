/** Of what the user is told, and where: a table of kinds with a switch for the panel and one for mail. */
import { Box, Checkbox, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useText, type Text } from '../../hooks/useText';
import { FormSection } from '../settings/components/FormSection';
import { NOTICE_KINDS, type NoticeKind } from '../../../../server/src/domain/preferences';
import type { PreferenceProps } from './preference-props';

const CHANNELS = ['panel', 'mail'] as const;

interface ChannelBoxProps {
  readonly kind: NoticeKind;
  readonly channel: (typeof CHANNELS)[number];
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onCheck: (checked: boolean) => void;
}

const labelOf = (text: Text, kind: NoticeKind, channel: string): string =>
  `${text(`preferences.kind.${kind}`)}: ${text(channel === 'mail' ? 'preferences.mail' : 'preferences.panel')}`;

const ChannelBox = ({ kind, channel, checked, disabled, onCheck }: ChannelBoxProps) => {
  const text = useText();
  return (
    <Td>
      <Checkbox
        aria-label={labelOf(text, kind, channel)}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(value) => onCheck(value === true)}
      />
    </Td>
  );
};

export const NoticesSection = ({ preferences, onChange }: PreferenceProps) => {
  const text = useText();
  const { notify, mailAvailable } = preferences;
  return (
    <FormSection
      title={text('preferences.notices')}
      description={text(mailAvailable ? 'preferences.notices-hint' : 'preferences.no-mail')}
    >
      <Box overflow="auto">
        <Table colCount={3} rowCount={NOTICE_KINDS.length + 1}>
          <Thead>
            <Tr>
              <Th>
                <Typography variant="sigma">{text('preferences.news')}</Typography>
              </Th>
              {CHANNELS.map((channel) => (
                <Th key={channel}>
                  <Typography variant="sigma">{text(`preferences.${channel}`)}</Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {NOTICE_KINDS.map((kind) => (
              <Tr key={kind}>
                <Td>
                  {/* On a phone both columns of boxes stay in sight. */}
                  <Typography textColor="neutral800" style={{ whiteSpace: 'normal' }}>
                    {text(`preferences.kind.${kind}`)}
                  </Typography>
                </Td>
                {CHANNELS.map((channel) => (
                  <ChannelBox
                    key={channel}
                    kind={kind}
                    channel={channel}
                    checked={notify[kind][channel]}
                    // What was chosen can be taken back although nothing can be sent.
                    disabled={channel === 'mail' && !mailAvailable && !notify[kind].mail}
                    onCheck={(checked) =>
                      onChange({ notify: { ...notify, [kind]: { ...notify[kind], [channel]: checked } } })
                    }
                  />
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      </Box>
    </FormSection>
  );
};

/** Where one is in the wizard: all steps in their order; those behind one can be gone back to. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { styled } from 'styled-components';
import { useText } from '../../texts';
import type { WizardStep } from './wizard';

const Mark = styled(Flex)`
  border-radius: 50%;
  flex-shrink: 0;
`;

const BackTo = styled.button`
  text-align: start;
  text-decoration: underline;
  text-underline-offset: 0.2em;
`;

interface StepListProps {
  readonly steps: readonly WizardStep[];
  readonly current: WizardStep;
  readonly onGo: (step: WizardStep) => void;
}

export const StepList = ({ steps, current, onGo }: StepListProps) => {
  const t = useText();
  const at = steps.indexOf(current);
  return (
    <Box tag="nav" aria-label={t('wizard.steps')}>
      <Box display={{ initial: 'block', medium: 'none' }}>
        <Typography textColor="neutral600">
          {t('wizard.progress', { number: at + 1, count: steps.length })}
        </Typography>
      </Box>
      <Box display={{ initial: 'none', medium: 'block' }}>
        <Flex tag="ol" gap={5} wrap="wrap">
          {steps.map((step, position) => (
            <Flex key={step} tag="li" gap={2} aria-current={step === current ? 'step' : undefined}>
              <Mark
                aria-hidden
                justifyContent="center"
                width="2.4rem"
                height="2.4rem"
                background={position <= at ? 'primary600' : 'neutral200'}
              >
                {position < at ? (
                  <Check fill="neutral0" width="1.2rem" height="1.2rem" />
                ) : (
                  <Typography variant="pi" textColor={position === at ? 'neutral0' : 'neutral800'}>
                    {position + 1}
                  </Typography>
                )}
              </Mark>
              {position < at ? (
                <Typography tag={BackTo} type="button" textColor="neutral800" onClick={() => onGo(step)}>
                  {t(`wizard.step.${step}`)}
                </Typography>
              ) : (
                <Typography
                  fontWeight={position === at ? 'bold' : 'regular'}
                  textColor={position === at ? 'neutral800' : 'neutral600'}
                >
                  {t(`wizard.step.${step}`)}
                </Typography>
              )}
            </Flex>
          ))}
        </Flex>
      </Box>
    </Box>
  );
};

/** The wizard's step at hand, with the way back and on. Whoever comes to a step is told so, and begins at its top. */
import { Button, Flex, VisuallyHidden } from '@strapi/design-system';
import { ArrowLeft, ArrowRight, Check as CheckIcon } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { useEffect, useRef } from 'react';
import { useText } from '../../texts';
import { useAccountForm } from '../useAccountForm';
import { AboutStep } from './AboutStep';
import { AddressStep } from './AddressStep';
import { CheckStep } from './CheckStep';
import { FoldersStep } from './FoldersStep';
import { HistoryStep } from './HistoryStep';
import { ServersStep } from './ServersStep';
import { StepList } from './StepList';
import { useCheck } from './useCheck';
import { type Check, stepBefore, stepsOf, type WizardState } from './wizard';
import type { WizardProps } from './wizard-props';

interface WizardStepsProps extends WizardProps {
  readonly refusals: readonly string[];
}

export const WizardSteps = (props: WizardStepsProps) => {
  const t = useText();
  const { state, dispatch } = props;
  const { values } = useAccountForm();
  const { check, run } = useCheck(props);
  const steps = stepsOf(values);
  const top = useStepFocus(state);
  return (
    <>
      <StepList steps={steps} current={state.step} onGo={(to) => dispatch({ type: 'go', to })} />
      <VisuallyHidden>
        <div ref={top} tabIndex={-1}>
          {t('wizard.at-step', {
            number: steps.indexOf(state.step) + 1,
            count: steps.length,
            name: t(`wizard.step.${state.step}`),
          })}
        </div>
      </VisuallyHidden>
      {state.step === 'address' && <AddressStep {...props} />}
      {state.step === 'servers' && <ServersStep {...props} />}
      {state.step === 'check' && <CheckStep {...props} check={check} onRetry={run} />}
      {state.step === 'folders' && <FoldersStep {...props} />}
      {state.step === 'history' && <HistoryStep {...props} />}
      {state.step === 'about' && <AboutStep {...props} />}
      <Ways {...props} check={check} />
    </>
  );
};

/**
 * Moves the focus with the step: to the field that is to be corrected, else to the words that say where one is. Not when
 * the page has just come, as it is read from its title then.
 */
function useStepFocus({ step, correcting }: WizardState) {
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const field =
      correcting === null ? null : document.querySelector<HTMLElement>(`[name="${CSS.escape(correcting)}"]`);
    const target = field ?? top.current;
    target?.focus();
    target?.scrollIntoView({ block: 'center' });
  }, [step, correcting]);
  return top;
}

const Ways = ({ state, dispatch, check }: WizardStepsProps & { readonly check: Check }) => {
  const t = useText();
  const { values } = useAccountForm();
  const isSubmitting = useForm('Ways', (form) => form.isSubmitting);
  const before = stepBefore(state.step, values);
  const isLast = state.step === 'about';
  const blocked = state.step === 'check' && !(check.kind === 'done' && check.result.ok);
  return (
    <Flex justifyContent="space-between" gap={3}>
      {before === null ? (
        <span />
      ) : (
        <Button
          variant="tertiary"
          startIcon={<ArrowLeft />}
          onClick={() => dispatch({ type: 'go', to: before })}
        >
          {t('wizard.back')}
        </Button>
      )}
      <Button
        type="submit"
        loading={isSubmitting}
        disabled={blocked}
        endIcon={isLast ? <CheckIcon /> : <ArrowRight />}
      >
        {t(isLast ? 'wizard.connect' : 'wizard.next')}
      </Button>
    </Flex>
  );
};

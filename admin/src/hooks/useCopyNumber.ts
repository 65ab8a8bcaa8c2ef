/** Copies the number of a case, and tells whether that could be done. */
import { useReport } from './useReport';
import { useText } from './useText';

export function useCopyNumber(): (number: number) => Promise<void> {
  const text = useText();
  const report = useReport();
  return async (number) => {
    // Only pages of this machine or with TLS may write there.
    const written = navigator.clipboard?.writeText(`#${number}`) ?? Promise.reject(new Error('No clipboard'));
    await written.then(
      () => report.success(text('case.number-copied', { number })),
      () => report.warning(text('case.number-not-copied')),
    );
  };
}

/** What can be noted of a correspondent, in the order in which it is shown. Pure. */
import type {
  CorrespondentInput,
  CorrespondentMark,
  CorrespondentView,
} from '../../../../../server/src/api/contracts';

export const MARKS = [
  'blocked',
  'suppressed',
  'robot',
  'remoteImages',
] as const satisfies readonly CorrespondentMark[];

export type Marks = Readonly<Record<CorrespondentMark, boolean>>;

export const marksOf = ({ blocked, suppressed, robot, remoteImages }: CorrespondentView): Marks => ({
  blocked,
  suppressed,
  robot,
  remoteImages,
});

/** What was changed, with why; null when nothing was. */
export const changeOf = (
  stored: CorrespondentView,
  marks: Marks,
  reason: string,
): CorrespondentInput | null => {
  const changed = MARKS.filter((mark) => stored[mark] !== marks[mark]);
  if (changed.length === 0) return null;
  const trimmed = reason.trim();
  return {
    ...Object.fromEntries(changed.map((mark) => [mark, marks[mark]])),
    ...(trimmed === '' ? {} : { reason: trimmed }),
  };
};

/** Whoever writes to an address that is not reached is told why, so somebody has to say it. */
export const needsReason = (stored: CorrespondentView, marks: Marks): boolean =>
  marks.suppressed && !stored.suppressed;

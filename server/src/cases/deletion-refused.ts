/** Why a case or mail cannot be deleted now, as a sentence for whoever asked. */
export type DeletionRefusal = 'merged' | 'being-sent' | 'held';

const WORDS: Readonly<Record<DeletionRefusal, string>> = {
  merged:
    'This case was merged into another one. Delete that one, and this one goes with it; or undo the merge first.',
  held: 'This case is held: nothing of it may be deleted. Release it first.',
  'being-sent': 'A mail is being sent. Try again when it has been sent, or has failed.',
};

export class DeletionRefused extends Error {
  constructor(readonly refusal: DeletionRefusal) {
    super(WORDS[refusal]);
    this.name = 'DeletionRefused';
  }
}

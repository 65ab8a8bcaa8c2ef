/** Lets a mail of the stream be answered or forwarded: what is asked for there is begun in the composer below. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { AnswerKind } from './useCaseDrafts';

interface AnswerRequest {
  readonly kind: AnswerKind;
  /** documentId */
  readonly emailId: string;
  /** words of the mail that the answer begins with */
  readonly quote?: string;
}

interface Requests {
  /** the newest one; another object with every press */
  readonly request: AnswerRequest | null;
  /** null: where nothing can be written */
  readonly ask: ((request: AnswerRequest) => void) | null;
}

const NONE: Requests = { request: null, ask: null };
const RequestContext = createContext(NONE);

export const useAnswerRequests = (): AnswerRequest | null => useContext(RequestContext).request;
export const useAskForAnswer = (): Requests['ask'] => useContext(RequestContext).ask;

export const AnswerRequests = ({ children }: { readonly children: ReactNode }) => {
  const [request, setRequest] = useState<AnswerRequest | null>(null);
  const value = useMemo(
    () => ({ request, ask: (next: AnswerRequest) => setRequest({ ...next }) }),
    [request],
  );
  return <RequestContext.Provider value={value}>{children}</RequestContext.Provider>;
};

/** Where mail is only shown, and answering it would lead away. */
export const WithoutAnswering = ({ children }: { readonly children: ReactNode }) => (
  <RequestContext.Provider value={NONE}>{children}</RequestContext.Provider>
);

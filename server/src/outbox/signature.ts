/** Signatures: HTML since they are written in the editor, plain text from before. Which one a mail gets is its caller's. */
import { looksLikeHtml, paragraphsOf } from '../domain/html';
import { cleanWritten, SIGNATURE_MARK } from './clean-html';
import { plainOf } from './html-to-plain';

/** A signature as HTML, whichever of the two it was written as; empty when it says nothing. */
export function signatureHtml(signature: string): string {
  if (!looksLikeHtml(signature)) return paragraphsOf(signature);
  const html = cleanWritten(signature);
  return plainOf(html) === '' && !/<img/i.test(html) ? '' : html;
}

/** A signature as text, for mail of text alone. */
export const signatureText = (signature: string): string =>
  looksLikeHtml(signature) ? plainOf(cleanWritten(signature)) : signature.trim();

/**
 * The user's signature and the account's below it, marked, so that that of another sender can take its place.
 *
 * @returns empty when there is none
 */
export function markedSignature(ofUser: string, ofAccount: string): string {
  const html = `${signatureHtml(ofUser)}${signatureHtml(ofAccount)}`;
  return html === '' ? '' : `<div ${SIGNATURE_MARK}>${html}</div>`;
}

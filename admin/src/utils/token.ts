/** How long a session's token is good for, as it says itself (RFC 7519, 4.1.4). It proves nothing: only the server can check it. */

interface Claims {
  readonly exp?: unknown;
}

function claimsOf(token: string): Claims | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload)) as Claims | null;
  } catch {
    return null;
  }
}

/**
 * @param now milliseconds since 1970
 * @returns whether there is a token that says it has not run out
 */
export function isTokenGood(token: string | null, now: number): boolean {
  const end = token === null ? undefined : claimsOf(token)?.exp;
  return typeof end === 'number' && end * 1000 > now;
}

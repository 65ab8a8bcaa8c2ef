/**
 * Leads back to the page of Mailroom that was open when its user was logged out, as by an expired session: Strapi leads to the login
 * without saying from where, and from there to its home page. Who opens an address while logged out is led back by Strapi itself.
 */
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

const LOGIN = '/auth/login';
/** Milliseconds after which the page at the latest has become the login, if it does. */
const TRIES = [0, 100, 500];

const isBareLogin = ({ pathname, search }: Location): boolean =>
  pathname.endsWith(LOGIN) && !new URLSearchParams(search).has('redirectTo');

export function useReturnAfterLogin(): void {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const latest = useRef({ address: '', navigate });
  useEffect(() => {
    latest.current = { address: `${pathname}${search}`, navigate };
  });
  useEffect(
    () => () => {
      const { address, navigate: go } = latest.current;
      for (const delay of TRIES) {
        setTimeout(() => {
          if (isBareLogin(window.location))
            go(`${LOGIN}?${new URLSearchParams({ redirectTo: address }).toString()}`, { replace: true });
        }, delay);
      }
    },
    [],
  );
}

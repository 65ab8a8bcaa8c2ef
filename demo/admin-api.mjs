/** Strapi's admin API over HTTP, as a logged-in admin user sees it. It knows addresses and answers, not what the demo wants. */

/** An answer that is not a success. */
export class ApiError extends Error {
  /**
   * @param {string} request
   * @param {number} status
   * @param {string} answer
   */
  constructor(request, status, answer) {
    super(`${request} answered ${status}: ${answer.slice(0, 600)}`);
    this.status = status;
  }
}

/**
 * @typedef {object} AdminApi
 * @property {number} userId
 * @property {(path: string) => Promise<any>} get
 * @property {(path: string, body?: unknown) => Promise<any>} post
 * @property {(path: string, body: unknown) => Promise<any>} put
 * @property {(path: string, form: FormData) => Promise<any>} upload
 * @property {(path: string) => Promise<Buffer>} download
 */

/**
 * Logs in; the first admin is registered where there is none yet.
 * @param {string} url
 * @param {{ email: string, password: string }} credentials
 * @returns {Promise<AdminApi>}
 */
export async function logIn(url, { email, password }) {
  const { data } = await sendJson(url, 'POST', '/admin/login', { email, password });
  return createApi(url, data);
}

/**
 * @param {string} url
 * @param {{ firstname: string, lastname: string, email: string, password: string }} person
 * @returns {Promise<AdminApi>}
 */
export async function logInFirstAdmin(url, person) {
  const init = await sendJson(url, 'GET', '/admin/init');
  if (init.data.hasAdmin) return logIn(url, person);
  const { data } = await sendJson(url, 'POST', '/admin/register-admin', person);
  return createApi(url, data);
}

/**
 * @param {string} url
 * @param {{ token: string, user: { id: number } }} session
 * @returns {AdminApi}
 */
function createApi(url, { token, user }) {
  return {
    userId: user.id,
    get: (path) => sendJson(url, 'GET', path, undefined, token),
    post: (path, body) => sendJson(url, 'POST', path, body, token),
    put: (path, body) => sendJson(url, 'PUT', path, body, token),
    upload: async (path, form) => readJson(await send(url, 'POST', path, { body: form }, token)),
    download: async (path) => Buffer.from(await (await send(url, 'GET', path, {}, token)).arrayBuffer()),
  };
}

/**
 * @param {string} url
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {string} [token]
 */
async function sendJson(url, method, path, body, token) {
  const content =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return readJson(await send(url, method, path, content, token));
}

const readJson = async (/** @type {Response} */ response) => {
  const text = await response.text();
  return text ? JSON.parse(text) : null;
};

/**
 * @param {string} url
 * @param {string} method
 * @param {string} path
 * @param {RequestInit} init
 * @param {string} [token]
 */
async function send(url, method, path, init, token) {
  const headers = new Headers(init.headers);
  if (token) headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(url + path, { ...init, method, headers, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new ApiError(`${method} ${path}`, response.status, await response.text());
  return response;
}

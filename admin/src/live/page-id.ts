/** The name that this page of the browser gives itself towards the server; a panel without TLS has no randomUUID. */
const random = (): string => Math.random().toString(36).slice(2);

export const PAGE_ID = `page-${random()}${random()}`.slice(0, 40);

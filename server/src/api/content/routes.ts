/** Routes for apps, pipes and providers, under /api/mailroom. Strapi opens each to the API tokens and roles that name its action. */
export default {
  type: 'content-api',
  routes: [
    { method: 'POST', path: '/group-accounts/:id/messages', handler: 'messages.create' },
    { method: 'POST', path: '/personal-accounts/:id/messages', handler: 'messages.createPersonal' },
    { method: 'POST', path: '/cases', handler: 'cases.create' },
    { method: 'GET', path: '/filters', handler: 'filters.find' },
    { method: 'GET', path: '/filters/:id', handler: 'filters.findOne' },
    { method: 'POST', path: '/filters', handler: 'filters.create' },
    { method: 'PUT', path: '/filters/:id', handler: 'filters.update' },
    { method: 'DELETE', path: '/filters/:id', handler: 'filters.delete' },
  ],
} as const;

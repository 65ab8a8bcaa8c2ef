/** The languages that users may choose for the panel: those that Mailroom speaks. */
export default {
  config: { locales: ['de', 'es', 'fr', 'id'] },
  bootstrap() {},
};

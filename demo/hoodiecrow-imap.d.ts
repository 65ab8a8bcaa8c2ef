/** hoodiecrow-imap has no types; what the demo uses of it reaches into its insides, so it stays untyped. */
declare module 'hoodiecrow-imap' {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  export default function hoodiecrow(options: object): any;
}

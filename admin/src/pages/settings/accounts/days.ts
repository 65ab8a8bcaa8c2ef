/**
 * Days as text (YYYY-MM-DD) and as the design system's date picker has them: it reads the day of a Date in UTC but
 * answers midnight of the local time zone. Pure.
 */

/** The Date that the picker shows as this day; undefined for no day. */
export const pickerDate = (day: string): Date | undefined =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00.000Z`) : undefined;

/** The day that was picked. */
export const dayOfPicker = (date: Date): string =>
  [
    String(date.getFullYear()).padStart(4, '0'),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');

/**
 * A calendar object (RFC 5545, RFC 6047) as an invitation, by ical.js. It reads one event and executes nothing: no rule
 * is unrolled but those of a time zone, and those only where they are harmless. Never throws.
 */
import ICAL from 'ical.js';
import type { Invitation } from '../domain/invitation';
import type { Address } from '../domain/message';
import { singleLine, storableText, truncate } from '../domain/text';
import { decodeText } from './text-charset';

/** Bytes that are read, and people that are kept; both far beyond what calendars send. */
const LARGEST = 512 * 1024;
const ATTENDEES = 500;
const LONGEST_LINE = 1000;
const LONGEST_TEXT = 64 * 1024;

type Component = InstanceType<typeof ICAL.Component>;
type Time = InstanceType<typeof ICAL.Time>;

/** Null for what is no calendar, or has no event. */
export function readInvitation(bytes: Buffer): Invitation | null {
  if (bytes.length > LARGEST) return null;
  try {
    const calendar = calendarIn(decodeText(bytes, 'utf-8'));
    const event = calendar === null ? null : mainEvent(calendar);
    return calendar === null || event === null ? null : invitationOf(calendar, event);
  } catch {
    return null;
  }
}

function calendarIn(text: string): Component | null {
  const begin = text.search(/^BEGIN:VCALENDAR/im);
  if (begin < 0) return null;
  // Several calendars in one file, or what is written after the end of one, are not read.
  const end = /^END:VCALENDAR/im.exec(text.slice(begin));
  const written = end === null ? text.slice(begin) : text.slice(begin, begin + end.index + end[0].length);
  return new ICAL.Component(ICAL.parse(written) as ConstructorParameters<typeof ICAL.Component>[0]);
}

/** The event itself, rather than one changed occurrence of it. */
function mainEvent(calendar: Component): Component | null {
  const events = calendar.getAllSubcomponents('vevent');
  return events.find((event) => !event.hasProperty('recurrence-id')) ?? events[0] ?? null;
}

function invitationOf(calendar: Component, event: Component): Invitation {
  const zones = safeZones(calendar);
  const start = timeOf(event, 'dtstart', zones);
  return {
    method: methodOf(calendar),
    uid: lineOf(event, 'uid'),
    sequence: Number.parseInt(lineOf(event, 'sequence'), 10) || 0,
    summary: lineOf(event, 'summary'),
    location: lineOf(event, 'location'),
    description: truncate(storableText(valueOf(event, 'description')), LONGEST_TEXT),
    start: start?.at ?? null,
    end: endOf(event, start, zones),
    allDay: start?.allDay ?? false,
    timeZone: start?.zone ?? null,
    organizer: organizerOf(event),
    attendees: people(event, 'attendee').slice(0, ATTENDEES),
    recurrence: ruleOf(event),
  };
}

function methodOf(calendar: Component): Invitation['method'] {
  const method = valueOf(calendar, 'method').toLowerCase();
  return method === 'request' || method === 'reply' || method === 'cancel' || method === 'publish'
    ? method
    : 'other';
}

function valueOf(component: Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);
}

const lineOf = (component: Component, name: string): string =>
  truncate(singleLine(valueOf(component, name)), LONGEST_LINE);

function ruleOf(event: Component): string | null {
  const rule = event.getFirstPropertyValue('rrule');
  return rule === null ? null : truncate(singleLine(String(rule)), LONGEST_LINE);
}

interface Moment {
  /** UTC, ISO 8601 */
  readonly at: string;
  readonly allDay: boolean;
  readonly zone: string | null;
  readonly time: Time;
}

type Zones = ReadonlyMap<string, InstanceType<typeof ICAL.Timezone>>;

function timeOf(event: Component, name: string, zones: Zones): Moment | null {
  const property = event.getFirstProperty(name);
  const time: unknown = property?.getFirstValue();
  if (property === null || !(time instanceof ICAL.Time)) return null;
  const zone = property.getFirstParameter('tzid') || (time.zone === ICAL.Timezone.utcTimezone ? 'UTC' : null);
  const at = utcOf(time, zone, zones);
  return at === null ? null : { at, allDay: time.isDate, zone, time };
}

/** A time of a zone that nothing explains, and one without zone, is taken as it stands. */
function utcOf(time: Time, zone: string | null, zones: Zones): string | null {
  const asWritten = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  const written = zone === null ? undefined : zones.get(zone);
  const offset =
    time.isDate || zone === null ? 0 : (offsetByZone(time, written) ?? offsetByName(asWritten, zone) ?? 0);
  const moment = new Date(asWritten - offset);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

const offsetByZone = (time: Time, zone: InstanceType<typeof ICAL.Timezone> | undefined): number | null =>
  zone === undefined ? null : zone.utcOffset(time) * 1000;

/** Of a zone by its name in the time zone database, which the platform knows. */
function offsetByName(asWritten: number, zone: string): number | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone.replace(/^\/?(?:[\w.]+\/)*?(?=[A-Z][a-z]+\/[A-Z])/, ''),
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    const part = (parts: readonly Intl.DateTimeFormatPart[], type: string): number =>
      Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
    const parts = format.formatToParts(new Date(asWritten));
    const local = Date.UTC(
      part(parts, 'year'),
      part(parts, 'month') - 1,
      part(parts, 'day'),
      part(parts, 'hour'),
      part(parts, 'minute'),
      part(parts, 'second'),
    );
    return local - asWritten;
  } catch {
    return null;
  }
}

/** Rules that repeat once a year; with any other one, finding an offset could take as long as the sender likes. */
const YEARLY =
  /^FREQ=YEARLY(;(INTERVAL|BYMONTH|BYDAY|BYMONTHDAY|UNTIL|COUNT|WKST)=[\w+\-:]{1,30}(,\w{1,4}){0,2})*$/i;
const MOST_RULES = 30;

function safeZones(calendar: Component): Zones {
  const zones = new Map<string, InstanceType<typeof ICAL.Timezone>>();
  for (const zone of calendar.getAllSubcomponents('vtimezone').slice(0, MOST_RULES)) {
    const phases = zone.getAllSubcomponents();
    const rules = phases.flatMap((phase) => phase.getAllProperties('rrule'));
    const dates = phases.flatMap((phase) => phase.getAllProperties('rdate'));
    const isSafe =
      phases.length <= MOST_RULES &&
      dates.length <= MOST_RULES &&
      rules.every((rule) => YEARLY.test(String(rule.getFirstValue())));
    const id = valueOf(zone, 'tzid');
    if (isSafe && id !== '') zones.set(id, new ICAL.Timezone(zone));
  }
  return zones;
}

function endOf(event: Component, start: Moment | null, zones: Zones): string | null {
  const end = timeOf(event, 'dtend', zones);
  if (end !== null || start === null) return end?.at ?? null;
  const duration: unknown = event.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration)) return null;
  const moment = new Date(Date.parse(start.at) + duration.toSeconds() * 1000);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function people(event: Component, name: string): readonly (Address & { readonly answer: string })[] {
  return event.getAllProperties(name).map((property) => ({
    name: truncate(singleLine(parameter(property.getFirstParameter('cn'))), 255),
    address: truncate(singleLine(String(property.getFirstValue() ?? '')).replace(/^mailto:/i, ''), 320),
    answer: truncate(singleLine(parameter(property.getFirstParameter('partstat'))).toLowerCase(), 40),
  }));
}

function organizerOf(event: Component): Address | null {
  const [organizer] = people(event, 'organizer');
  return organizer === undefined ? null : { name: organizer.name, address: organizer.address };
}

const parameter = (value: unknown): string => (typeof value === 'string' ? value : '');

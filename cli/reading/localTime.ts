import moment from 'moment-timezone';
import type { Hours, Instant, TimeZone } from '../../domain/time';

/** `2026-03-01 09:00` on the clocks where the debtor lives. */
export const localMoment = (at: Instant, zone: TimeZone): string => moment.tz(at, zone).format('YYYY-MM-DD HH:mm');

/** `2026-03-01 01:00`, for lists of many debtors. */
export const utcMoment = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const hoursText = ({ fromMinute, toMinute }: Hours): string => `${clock(fromMinute)} to ${clock(toMinute)}`;

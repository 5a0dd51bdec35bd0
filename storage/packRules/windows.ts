import type { PackRule } from './refuse';

/** HOURS: no window is empty, and each begins after the one before it has ended. */
export const windowsStandApart: PackRule = ({ contactHours }, refuse) => {
  contactHours.forEach(({ fromMinute, toMinute }, i) => {
    const before = contactHours[i - 1];
    if (fromMinute >= toMinute) refuse(['contactHours', i], 'the window is empty');
    else if (before && fromMinute < before.fromMinute) refuse(['contactHours', i], 'begins before the window above it');
    else if (before && fromMinute <= before.toMinute)
      refuse(['contactHours', i], 'overlaps or touches the window above it');
  });
};

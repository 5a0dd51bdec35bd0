import type { PackRule } from './refuse';

/** HOLIDAY: the id of a calendar begins with the place that it is of, as in `cn-mainland`. */
export const calendarIsOfThisPlace: PackRule = ({ calendar, jurisdiction }, refuse) => {
  const [place] = calendar.id.split('-');
  if (place !== jurisdiction.toLowerCase()) refuse(['calendar'], `${calendar.id} is no calendar of ${jurisdiction}`);
};

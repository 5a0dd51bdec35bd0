/** Whether a text, without its separators, is shaped like a payment card number: 13 to 19 digits that pass the Luhn check. */
export function isCardNumber(text: string): boolean {
  const digits = withoutSeparators(text);
  if (!/^\d{13,19}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits.at(-1 - place));
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether a text, without its separators, is a national id number of mainland China or Taiwan with a right check digit. */
export function isNationalId(text: string): boolean {
  const id = withoutSeparators(text).toUpperCase();
  return isMainlandId(id) || isTaiwanId(id);
}

const withoutSeparators = (text: string): string => text.replaceAll(/[._-]/g, '');

const MAINLAND_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const MAINLAND_CHECK_DIGITS = '10X98765432';

/** GB 11643-1999: the weighted sum of the first 17 digits, modulo 11, names the 18th character. */
function isMainlandId(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false;
  const sum = MAINLAND_WEIGHTS.reduce((total, weight, place) => total + weight * Number(id[place]), 0);
  return MAINLAND_CHECK_DIGITS[sum % 11] === id[17];
}

/** The letters in the order of the numbers 10 to 35 that they stand for. */
const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** The letter counts as its two digits with weights 1 and 9, then the digits with weights 8 down to 1, and 1 for the check digit. */
function isTaiwanId(id: string): boolean {
  if (!/^[A-Z][12]\d{8}$/.test(id)) return false;
  const letter = TAIWAN_LETTERS.indexOf(id.charAt(0)) + 10;
  const weights = [8, 7, 6, 5, 4, 3, 2, 1, 1];
  const start = Math.floor(letter / 10) + (letter % 10) * 9;
  const sum = weights.reduce((total, weight, place) => total + weight * Number(id[place + 1]), start);
  return sum % 10 === 0;
}

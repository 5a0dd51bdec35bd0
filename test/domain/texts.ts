/** What collectors write, by the id under which it would be sealed: harmless, forbidden by one pack, by another, by both. */
export const TEXTS: Readonly<Record<string, string>> = {
  polite: 'Please call us back, we will find a way.',
  urgent: 'Please pay at once.',
  charging: 'We will press charges.',
  rude: 'You will go to jail.',
};

/** For whom a page is made. It says what is shown, and is no right: whoever runs the command holds the key. */
export const ROLES = ['operator', 'legal', 'auditor', 'engineer'] as const;
export type Role = (typeof ROLES)[number];

type Shown = 'clear' | 'masked' | 'none';
/** What a page shows: the name, numbers and addresses, letters and messages, and what somebody said in words of their own. */
export type Sight = Readonly<{ name: Shown; contacts: Shown; texts: Shown; ownWords: 'clear' | 'none'; says: string }>;

/** PRIVACY: each role sees what it needs. As in the API, auditors read everything masked and nobody's own words. */
export const SIGHT: Readonly<Record<Role, Sight>> = {
  operator: {
    name: 'clear',
    contacts: 'masked',
    texts: 'clear',
    ownWords: 'clear',
    says: 'name and texts in clear; numbers and addresses masked',
  },
  legal: {
    name: 'clear',
    contacts: 'clear',
    texts: 'clear',
    ownWords: 'clear',
    says: 'name, numbers, addresses and texts in clear',
  },
  auditor: {
    name: 'masked',
    contacts: 'masked',
    texts: 'masked',
    ownWords: 'none',
    says: 'name, numbers and addresses masked, also in letters and messages; what people said in their own words is withheld',
  },
  engineer: {
    name: 'none',
    contacts: 'none',
    texts: 'none',
    ownWords: 'none',
    says: 'nothing personal: ids and hashes only',
  },
};

/** Whether anything has to be opened for this role; else no key is asked for. */
export const needsKey = (role: Role): boolean => role !== 'engineer';

const WHY = {
  sameVersion: 'The accounts follow this version already.',
  anotherPack: 'Accounts go over to another version of their own pack only; this is another pack.',
  isNotValid: 'The version is not valid today.',
  isNotApproved: 'The version, or one of its texts, is not approved today [TEMPLATE].',
  isForNobody:
    'The version is for none of these accounts: it has another jurisdiction, currency, product or collector.',
  noDryRun: 'Nobody has looked at what would change: no dry run of these two versions was made in the last 24 hours.',
  anotherIsUnfinished:
    'Another adoption of this pack has not told all its accounts yet; run it to its end or roll it back.',
  noSuchAdoption: 'There is no adoption with this id.',
  isRollback: 'A way back has no way back: adopt the version again.',
  isNotInForce: 'Another version was put in force since; roll that one back first.',
} as const;

export type WhyRefused = keyof typeof WHY;

/** An adoption, or its way back, that must not be begun: a stable word for programs, and a sentence for people. */
export class AdoptionRefused extends Error {
  override readonly name = 'AdoptionRefused';
  constructor(readonly reason: WhyRefused) {
    super(WHY[reason]);
  }
}

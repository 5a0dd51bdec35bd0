import { isOld, type Situation } from './contact';
import { preferredHours } from './lawfulTime';
import { dayOf } from './localTime';
import { keptUnless, type Verdict } from './rules';

/** A channel that was opted out of, as this account or, for more than a day, another one of the debtor has heard; and wishes. */
export function consent(situation: Situation): Verdict {
  const { contact, account, others } = situation;
  if (contact.isByHand) return 'notAsked';
  if (account.optedOut.has(contact.channel)) return { says: `the debtor opted out of ${contact.channel}` };
  const unheard = others.find(({ optedOut }) => {
    const out = optedOut.get(contact.channel);
    return out && isOld(out.since, contact.at) && !account.heard.has(`opt-out ${out.ref}`);
  });
  if (unheard)
    return { says: `account ${unheard.id} heard that the debtor opted out of ${contact.channel}, this one did not` };
  const wish = preferredHours(situation);
  return wish === 'notAsked' ? 'kept' : wish;
}

export function thirdParty({ contact, account, pack, others }: Situation): Verdict {
  const { contactPointId, channel, template } = contact;
  const kind = account.points.get(contactPointId);
  if (kind === undefined) return { says: `${contactPointId} is no contact point of this account` };
  if (account.barred.has(contactPointId)) return { says: `${contactPointId} was barred` };
  const bar = others.find(({ barred }) => barred.has(contactPointId) && isOld(barred.get(contactPointId)!, contact.at));
  if (bar) return { says: `${contactPointId} was barred on account ${bar.id}` };
  if (kind !== 'emergency') return 'kept';
  if (!account.consented.has(contactPointId)) return { says: `the debtor has not allowed to ask ${contactPointId}` };
  if (!pack.thirdParty?.isAsked) return { says: 'the pack asks no third party' };
  return keptUnless(
    channel !== 'call' || template !== pack.thirdParty.template,
    `a third party was sent the template ${template} by ${channel}`,
  );
}

/** Until the debtor has proved who they are, a caller asks for that alone. */
export function identity({ contact, account, pack }: Situation): Verdict {
  const isThirdParty = account.points.get(contact.contactPointId) === 'emergency';
  if (contact.channel !== 'call' || isThirdParty || !pack.identity) return 'notAsked';
  return keptUnless(
    !account.isVerified && contact.template !== pack.identity.template,
    `the template ${contact.template} before the debtor's identity was verified`,
  );
}

export function template({ contact, account, pack }: Situation): Verdict {
  const known = pack.templates[contact.template];
  if (known?.version !== contact.templateVersion) {
    return { says: `the pack has no template ${contact.template} of version ${contact.templateVersion}` };
  }
  const { approval } = known;
  const day = dayOf(contact.at, account.zone);
  if (!approval || (approval.on <= day && day <= approval.through)) return 'kept';
  return { says: `${contact.template} was approved from ${approval.on} through ${approval.through}, not on ${day}` };
}

const MESSAGE = 'message-';

/** A text of a collector goes out in its template, and only when nothing was found in it or a supervisor approved it. */
export function conduct({ contact, account, pack }: Situation): Verdict {
  if (!contact.rung.startsWith(MESSAGE)) return 'notAsked';
  const isFree = account.messages.get(contact.rung.slice(MESSAGE.length));
  if (isFree === undefined) return { says: 'nobody has asked for this message' };
  if (!isFree) return { says: 'a supervisor has not approved this message' };
  const allowed = [pack.freeText, pack.identity, pack.thirdParty].map((one) => one?.template);
  return keptUnless(!allowed.includes(contact.template), `the template ${contact.template} is not for messages`);
}

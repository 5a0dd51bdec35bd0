import type { AccountSoFar, HoldKind } from './accountSoFar';
import type { Body, BodyOf, Entry } from './entry';
import type { Pack } from './pack';

type Tell<Type extends Body['type']> = (
  account: AccountSoFar,
  body: BodyOf<Type>,
  entry: Entry,
  pack: Pack | undefined,
) => void;

/** What each event says about its account; one that is not here says nothing that is counted. */
const TELL: { readonly [Type in Body['type']]?: Tell<Type> } = {
  PolicyAdopted: (account, { policyHash }) => void (account.policyHash = policyHash),

  PaymentReceived: (account, { applied, at }) => owe(account, account.balanceMinor - applied, at),
  DisputeRaised: (account, { disputeId, at }) => place(account, 'dispute', disputeId, at),
  DisputeResolved(account, { disputeId, upheld, balance, at }) {
    lift(account, 'dispute', disputeId);
    if (upheld) owe(account, balance, at);
  },
  FraudClaimed: (account, { claimId, at }) => place(account, 'fraud', claimId, at),
  FraudDecided(account, { claimId: ref, confirmed, decidedOn, at }, { accountId, version }, pack) {
    lift(account, 'fraud');
    if (!confirmed) return;
    end(account, at);
    account.confirmations.push({ accountId, version, at, ref, decidedOn, pack });
  },

  PromiseMade: (account, { promiseId, at }) => place(account, 'promise', promiseId, at),
  PromiseKept: (account, { promiseId }) => lift(account, 'promise', promiseId),
  PromiseBroken: (account, { promiseId }) => lift(account, 'promise', promiseId),
  ArrangementAgreed: (account, { arrangementId, at }) => place(account, 'arrangement', arrangementId, at),
  ArrangementCompleted: (account, { arrangementId }) => lift(account, 'arrangement', arrangementId),
  ArrangementBroken: (account, { arrangementId }) => lift(account, 'arrangement', arrangementId),

  HoldPlaced(account, { kind, holdId: ref, at }, { accountId, version }, pack) {
    place(account, kind, ref, at);
    account.heard.add(`hold ${ref}`);
    if (kind === 'complaint') account.complaints.push({ accountId, version, at, ref, pack, doneAt: null });
  },
  HoldTermsSet(account, { holdId, terms }) {
    account.holds = account.holds.map((hold) => (hold.ref === holdId ? { ...hold, terms } : hold));
  },
  HoldLifted(account, { kind, holdId, at }) {
    lift(account, kind, holdId);
    for (const complaint of account.complaints) if (complaint.ref === holdId) complaint.doneAt ??= at;
  },

  OptedOut(account, { channel, ref, at }) {
    account.optedOut.set(channel, { ref, since: at });
    account.heard.add(`opt-out ${ref}`);
  },
  OptedIn: (account, { channel }) => void account.optedOut.delete(channel),
  PreferencesRecorded: (account, { hours }) => void (account.preferredHours = hours),
  TimeAgreed: (account, { opensAt, closesAt }) => void account.agreed.push({ opensAt, closesAt }),
  ContactPointBarred: (account, { contactPointId, at }) => void account.barred.set(contactPointId, at),
  ThirdPartyConsented: (account, { contactPointId }) => void account.consented.add(contactPointId),
  IdentityVerified: (account) => void (account.isVerified = true),

  MessageRequested: (account, { messageId, findings }) => void account.messages.set(messageId, findings.length === 0),
  MessageHeld: (account, { messageId }) => void account.messages.set(messageId, false),
  MessageApproved: (account, { messageId }) => void account.messages.set(messageId, true),
  MessageRejected: (account, { messageId }) => void account.messages.set(messageId, false),

  ContactReserved: (account, { attemptId, purpose }) => notice(account, attemptId, purpose),
  LetterIssued: (account, { registerNumber, purpose }) => notice(account, registerNumber, purpose),
  ContactWithdrawn: (account, { attemptId }) => void account.notices.delete(attemptId),
  ContactMissed: (account, { attemptId }) => void (attemptId !== null && account.notices.delete(attemptId)),
  LetterReturned: ({ notices, noticesReturned }, { registerNumber }) =>
    void (notices.delete(registerNumber) && noticesReturned.add(registerNumber)),
  // What came back by mail may still be handed over.
  LetterHandedOver: ({ notices, noticesReturned }, { registerNumber }) =>
    void (noticesReturned.has(registerNumber) && notices.add(registerNumber)),
  LetterSpoiled: (account, { registerNumber }) => void account.notices.delete(registerNumber),

  Escalated: (account, { kind, ref }) => void account.escalated.add(`${kind} ${ref}`),
  AccountRecalled: (account, { at }) => end(account, at),
  WriteOffOrdered: (account, { at }) => end(account, at),
  AccountClosed(account, { at }) {
    end(account, at);
    account.closedAt ??= at;
  },
};

export function tell(account: AccountSoFar, entry: Entry, pack: Pack | undefined): void {
  (TELL[entry.body.type] as Tell<Body['type']> | undefined)?.(account, entry.body, entry, pack);
}

function owe(account: AccountSoFar, balanceMinor: bigint, at: number): void {
  account.balanceMinor = balanceMinor;
  if (balanceMinor <= 0n) end(account, at);
}

function end(account: AccountSoFar, at: number): void {
  account.endedAt ??= at;
}

function place(account: AccountSoFar, kind: HoldKind, ref: string, since: number): void {
  account.holds = [...account.holds, { kind, ref, since, terms: null }];
}

/** Without a reference every hold of the kind ends: the bank's decision ends a claim, whatever claim it names. */
function lift(account: AccountSoFar, kind: HoldKind, ref?: string): void {
  account.holds = account.holds.filter((hold) => hold.kind !== kind || (ref !== undefined && hold.ref !== ref));
}

function notice(account: AccountSoFar, id: string, purpose: BodyOf<'LetterIssued'>['purpose']): void {
  if (purpose === 'notice') account.notices.add(id);
}

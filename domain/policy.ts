import type { PolicyHash } from './brand';
import type { Calendar } from './calendar';
import type { Product } from './events';
import type { Component, Currency, Minor } from './money';
import type { RuleId } from './rules/ruleId';
import type { Day, Hours } from './time';

export const LANGUAGES = ['zh-TW', 'zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Channel = 'sms' | 'email' | 'call' | 'letter';
/** Channels whose contact is one message or call; a letter has a register entry instead. */
export type MessageChannel = Exclude<Channel, 'letter'>;
export type LadderStage = 'earlyWarning' | 'reminder' | 'negotiation' | 'disposal';
/** Who collects: the bank its own debts, or an outside agency for others. Some laws bind only one of them. */
export type Collector = 'bank' | 'agency';

/**
 * One planned contact: so many days after the stage was entered, on this channel, with this template. `script` is what a caller
 * says instead: a debtor may prefer to be called where the pack would write, and the other way round.
 */
export type Rung = Readonly<{ name: string; afterDays: number; channel: Channel; template: string; script?: string }>;

/** A stage's ladder of contacts and the day, counted from the due date, on which the stage ends. */
export type StagePlan = Readonly<{ goal: string; ladder: readonly Rung[]; endsAfterDays: number }>;

/** Who answered for something, on which day, and through which day (included) the approval holds. */
export type Approval = Readonly<{ by: string; on: Day; through: Day }>;

/** An approved text in every language [TEMPLATE]. */
export type Template = Readonly<{
  version: number;
  approval: Approval;
  texts: Readonly<Record<Language, Readonly<{ subject: string; body: string }>>>;
}>;

/** Most contacts with one debtor, all accounts together: in one local day and in seven days that roll. */
export type Cap = Readonly<{ perDay: number; perWeek: number }>;

export type Caps = Readonly<{
  total: Cap;
  channels: Readonly<Record<Channel, Cap>>;
  /** Most conversations a local day with one debtor that the collector began; null: no such limit. */
  conversationsPerDay: number | null;
  /** Most unanswered calls a local day to the same contact point; null: no such limit. */
  unansweredPerDay: number | null;
  /**
   * Most calls about one debt in so many local days, today included; and the days of silence that a conversation begins,
   * its own day being the first.
   */
  callsAboutDebt: Readonly<{ most: number; inDays: number; quietDays: number }> | null;
}>;

/** The rules in force for an account, as data. Journals name it by the hash of its content. */
export type Policy = Readonly<{
  id: string;
  version: string;
  jurisdiction: 'TW' | 'CN' | 'US';
  currency: Currency;
  appliesTo: Readonly<{ collectors: readonly Collector[]; products: readonly Product[] }>;
  /** Both days included: outside them the pack is not given to anybody anew. */
  valid: Readonly<{ from: Day; through: Day }>;
  approvals: readonly Approval[];
  calendar: Calendar;
  /** In order and apart from each other; each from its begin (included) to its end (not included). */
  contactHours: readonly Hours[];
  contactOnHolidays: boolean;
  caps: Caps;
  /** Each SMS and e-mail has to say how to opt out [CONSENT]. */
  optOutIsOffered: boolean;
  identity: Readonly<{ template: string }>;
  thirdParty: Readonly<{ isAsked: boolean; template: string }>;
  /** What a collector writes himself is set into this template and must not hold any of these words [CONDUCT]. */
  freeText: Readonly<{ template: string; forbidden: Readonly<Record<Language, readonly string[]>> }>;
  allocation: readonly Component[];
  stages: Readonly<Record<LadderStage, StagePlan>>;
  letter: Readonly<{ floorMinor: Minor; series: string; sender: readonly string[]; reissues: number }>;
  promise: Readonly<{ graceDays: number; longestDays: number }>;
  arrangement: Readonly<{ longestMonths: number; graceDays: number }>;
  /** The statement that a debtor did not apply: how it is asked for, when it is late, how fast the bank must act [FRAUD]. */
  fraud: Readonly<{
    ladder: readonly Rung[];
    statementWithinDays: number;
    decidedWithinDays: number;
    withdrawnWithinBusinessDays: number;
  }>;
  complaint: Readonly<{ answeredWithinBusinessDays: number }>;
  hardship: Readonly<{ reviewedWithinDays: number }>;
  /** The notice of the debt that comes before all else [NOTICE]; null where no law asks for it. */
  notice: Readonly<{ template: string; withinDays: number; receivedAfterDays: number; disputeDays: number }> | null;
  retention: Readonly<{ recordingMonths: number; recordMonths: number }>;
  referral: Readonly<{ afterDemandDays: number; assessmentValidDays: number; proposedAgainAfterDays: number }>;
  triesPerRung: number;
  templates: Readonly<Record<string, Template>>;
  /** Where each rule's figures come from. */
  sources: Readonly<Partial<Record<RuleId, string>>>;
}>;

/** A policy and the hash of its content, which proves later which one decided. */
export type PolicyInForce = Readonly<{ hash: PolicyHash; policy: Policy }>;

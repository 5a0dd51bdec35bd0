import type { PolicyHash } from './brand';
import type { Component, Currency, Minor } from './money';
import type { RuleId } from './rules/ruleId';
import type { Hours } from './time';

export type Language = 'zh-TW' | 'zh-CN' | 'en';
export type Channel = 'sms' | 'email' | 'call' | 'letter';
/** Channels whose contact is one message or call; a letter has a register entry instead. */
export type MessageChannel = Exclude<Channel, 'letter'>;
export type LadderStage = 'earlyWarning' | 'reminder' | 'negotiation' | 'disposal';

/** One planned contact: so many days after the stage was entered, on this channel, with this template. */
export type Rung = Readonly<{ name: string; afterDays: number; channel: Channel; template: string }>;

/** A stage's ladder of contacts and the day, counted from the due date, on which the stage ends. */
export type StagePlan = Readonly<{ goal: string; ladder: readonly Rung[]; endsAfterDays: number }>;

export type Template = Readonly<{
  version: number;
  texts: Readonly<Record<Language, Readonly<{ subject: string; body: string }>>>;
}>;

/** Most contacts with one debtor, all accounts together: in one local day and in seven days that roll. */
export type Cap = Readonly<{ perDay: number; perWeek: number }>;

/** The rules in force for an account, as data. Journals name it by the hash of its content. */
export type Policy = Readonly<{
  id: string;
  version: string;
  jurisdiction: 'TW' | 'CN' | 'US';
  currency: Currency;
  contactHours: Hours;
  caps: Readonly<{ total: Cap; channels: Readonly<Record<Channel, Cap>> }>;
  allocation: readonly Component[];
  stages: Readonly<Record<LadderStage, StagePlan>>;
  letter: Readonly<{ floorMinor: Minor; series: string; sender: readonly string[]; reissues: number }>;
  promise: Readonly<{ graceDays: number; longestDays: number }>;
  referral: Readonly<{ afterDemandDays: number; assessmentValidDays: number; proposedAgainAfterDays: number }>;
  triesPerRung: number;
  templates: Readonly<Record<string, Template>>;
  sources: Readonly<Partial<Record<RuleId, string>>>;
}>;

/** A policy and the hash of its content, which proves later which one decided. */
export type PolicyInForce = Readonly<{ hash: PolicyHash; policy: Policy }>;

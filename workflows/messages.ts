import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Answer } from '../domain/turn';

/**
 * A doorbell: something of this type waits in the inbox under this id. The content stays in the database, so that a
 * history holds nothing personal, and `takeTurn` reads everything that waits at once.
 */
export const factArrived = defineSignal<[type: string, inboxId: string]>('factArrived');

/** A command waits in the inbox. Gives the answer, or null when an earlier turn gave it: then the inbox knows it. */
export const commandArrived = defineUpdate<Answer | null, [type: string, inboxId: string]>('commandArrived');

/** A newer build is current: go on in a new run as soon as nothing is under way. */
export const moveOn = defineSignal('moveOn');

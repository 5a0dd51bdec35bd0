import { condition, defineSignal, proxySinks, setHandler, type Sinks } from '@temporalio/workflow';

/** Tells the process that measures how far the workflows are; no history knows of it. */
export type Progress = Sinks & { progress: { oneMore(): void } };

const { progress } = proxySinks<Progress>();
export const ring = defineSignal<[type: string, inboxId: string]>('ring');

/** What every workflow costs at least: it begins and ends. */
export async function doNothing(): Promise<void> {
  progress.oneMore();
}

/** What every signal costs at least: it is heard, and the workflow waits on. */
export async function hearSignals(): Promise<void> {
  setHandler(ring, () => progress.oneMore());
  await condition(() => false);
}

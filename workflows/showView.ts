import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { TurnResult } from '../activities/turnResult';
import { BUCKET, HOLDS, JURISDICTION, STAGE } from './ids';

/** Search attributes change with the stage or a hold only: an upsert at every step would cost a third more. */
export function showView() {
  const { typedSearchAttributes } = workflowInfo();
  let shown = keyOf(typedSearchAttributes.get(STAGE) ?? '', typedSearchAttributes.get(HOLDS) ?? []);
  return ({ stage, bucket, holds, jurisdiction }: TurnResult['view']): void => {
    if (keyOf(stage, holds) === shown) return;
    shown = keyOf(stage, holds);
    upsertSearchAttributes([
      { key: STAGE, value: stage },
      { key: BUCKET, value: bucket },
      { key: HOLDS, value: [...holds] },
      { key: JURISDICTION, value: jurisdiction },
    ]);
  };
}

const keyOf = (stage: string, holds: readonly string[]): string => `${stage}/${holds.join(',')}`;

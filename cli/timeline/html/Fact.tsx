/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { FactTable } from '../../../pages/factTable';
import { told, type Line } from '../../terminal/labelled';

/** Facts as a table, for the head of a page. */
export const HeadFacts = ({ lines }: Readonly<{ lines: readonly Line[] }>): VNode => (
  <FactTable facts={told(lines)} class="facts" />
);

/** Facts as a list, for one event. */
export const FactList = ({ lines }: Readonly<{ lines: readonly Line[] }>): VNode => (
  <dl class="why">{told(lines).flatMap(([label, text]) => [<dt>{label}</dt>, <dd>{text}</dd>])}</dl>
);

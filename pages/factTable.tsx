/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';

export type FactTableProps = Readonly<{ facts: readonly (readonly [label: string, text: string])[]; class?: string }>;

/** Facts as a table, each behind its name. */
export const FactTable = ({ facts, class: name }: FactTableProps): VNode => (
  <table class={name}>
    <tbody>
      {facts.map(([label, text]) => (
        <tr>
          <th scope="row">{label}</th>
          <td>{text}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

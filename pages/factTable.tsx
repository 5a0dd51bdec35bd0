/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';

export type FactTableProps = Readonly<{ facts: readonly (readonly [label: string, text: string])[] }>;

/** Facts as a table, each behind its name. */
export const FactTable = ({ facts }: FactTableProps): VNode => (
  <table>
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

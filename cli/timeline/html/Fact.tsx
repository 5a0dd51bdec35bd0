/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import type { Line } from '../../terminal/labelled';

const told = (lines: readonly Line[]) => lines.filter(([, text]) => text !== undefined);

/** Facts as a table, for the head of a page. */
export const FactTable = ({ lines }: Readonly<{ lines: readonly Line[] }>): VNode => (
  <table class="facts">
    <tbody>
      {told(lines).map(([label, text]) => (
        <tr>
          <th scope="row">{label}</th>
          <td>{text}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Facts as a list, for one event. */
export const FactList = ({ lines }: Readonly<{ lines: readonly Line[] }>): VNode => (
  <dl class="why">{told(lines).flatMap(([label, text]) => [<dt>{label}</dt>, <dd>{text}</dd>])}</dl>
);

/** Plain and printable: dark on light, tables that do not break in the middle of a row. */
export const css = `
:root { color-scheme: light; --ink: #1c2430; --faint: #5d6875; --line: #d9dee5; --good: #1d7a46; --bad: #b3261e; --open: #8a5a00; }
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK TC", "Noto Sans CJK SC", sans-serif; color: var(--ink); max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } .faint { color: var(--faint); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--faint); } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; } .open { color: var(--open); font-weight: 600; }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: 1rem 0; } figure svg { width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; } tr, figure { break-inside: avoid; } h1, h2 { break-after: avoid; } }
`;

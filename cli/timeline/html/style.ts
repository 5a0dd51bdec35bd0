/** What a timeline shows beside the common style: contacts that were made stand out, those that were not are hatched. */
export const style = `
.alarm { border: 2px solid var(--bad); color: var(--bad); padding: .5rem 1rem; margin: 1rem 0; font-weight: 600; }
.alarm p { margin: .2rem 0; }
.sees { border-left: 4px solid var(--open); background: #fdf6e7; padding: .4rem .8rem; margin: .75rem 0; }
.facts th { width: 9rem; white-space: nowrap; } .facts td { white-space: pre-line; overflow-wrap: anywhere; }
h2.stage { border-bottom: 2px solid var(--ink); padding-bottom: .2rem; text-transform: capitalize; }
h3 { font-size: .95em; color: var(--faint); margin: 1.2rem 0 .4rem; font-weight: 600; }
article { display: grid; grid-template-columns: 3.4rem 1fr; gap: 0 .8rem; padding: .4rem .7rem; margin: .3rem 0; border-left: 4px solid var(--line); }
article time { color: var(--faint); font-variant-numeric: tabular-nums; }
article p.says { margin: 0; overflow-wrap: anywhere; } article .who { white-space: nowrap; color: var(--faint); font-size: .87em; }
.badge { display: inline-block; font-size: .75em; font-weight: 600; line-height: 1.4; padding: 0 .45rem; border-radius: .7rem; border: 1px solid currentColor; margin-right: .45rem; white-space: nowrap; }
.contact { border-left-color: var(--good); background: #f2f9f5; } .contact .badge { color: var(--good); }
.refused { border-left-style: dashed; border-left-color: var(--bad); background: repeating-linear-gradient(135deg, #fff 0 7px, #f6f1f1 7px 9px); } .refused .badge { color: var(--bad); } .refused p.says { color: #454c55; }
.unsent { border-left-style: dotted; border-left-color: var(--bad); } .unsent .badge { color: var(--bad); border-style: dashed; } .unsent p.says { color: #454c55; }
.money { border-left-color: #2f5d8a; } .money .badge { color: #2f5d8a; }
.hold { border-left-color: var(--open); } .hold .badge { color: var(--open); }
.heard { border-left-color: #6b4fa0; } .heard .badge { color: #6b4fa0; }
.person { border-left-color: #444; } .person .badge { color: #444; }
.paper { background: #fff; border: 1px solid var(--line); border-radius: 4px; padding: .6rem .9rem; margin: .45rem 0; }
.paper p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; } .paper .subject { font-weight: 600; } .paper .seal { font-size: .82em; color: var(--faint); } .paper .seal.bad { color: var(--bad); } .paper code { font-size: 1em; }
details { margin-top: .2rem; font-size: .9em; } summary { cursor: pointer; color: var(--faint); }
dl.why { display: grid; grid-template-columns: 6.5rem 1fr; gap: .15rem .8rem; margin: .4rem 0; } dl.why dt { color: var(--faint); } dl.why dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
@page { margin: 16mm 14mm; }
@media print {
  body { font-size: 11px; } article { box-decoration-break: clone; } .says, .paper, dd { break-inside: avoid; } h3 { break-after: avoid; } dl.why { font-size: .9em; }
  .contact, .refused, .sees { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { list-style: none; }
}
`;

/** The look of the report: light and dark from the same tokens; colour only repeats what shape and words say. */
export const style = `
:root { color-scheme: light dark; --page: #ffffff; --panel: #f6f7f9; --ink: #1b2027; --quiet: #5a6472; --line: #d5dae1;
  --accent: #1f5fbf; --bad: #b3261e; --good: #1a7038; --open: #8a5a00; --mark: #ffe08a; --mark-ink: #1b2027; --hidden: #7a2bbf; }
@media (prefers-color-scheme: dark) { :root { --page: #14171c; --panel: #1c2128; --ink: #e4e8ee; --quiet: #9aa5b4; --line: #343c47;
  --accent: #8ab4f8; --bad: #ff8a80; --good: #7fd69a; --open: #e6b450; --mark: #6b5300; --mark-ink: #fff4cf; --hidden: #d7a9ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; }
main, header, footer { max-width: 920px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 32px; }
code, pre { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px; } h2 { font-size: 18px; margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
h3 { font-size: 15px; margin: 0 0 4px; overflow-wrap: anywhere; } h4 { font-size: 13px; margin: 16px 0 4px; font-weight: 600; color: var(--quiet); }
p { margin: 4px 0 8px; overflow-wrap: anywhere; } a { color: var(--accent); } dl { margin: 0; }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 12px 0 0; }
.where, .how, .quiet, .trace, .date, .tick, .count { color: var(--quiet); } .where { font-weight: 400; font-size: 13px; }
.verdict { display: flex; gap: 12px; align-items: flex-start; padding: 12px 16px; margin: 16px 0; background: var(--panel); border: 1px solid var(--line); border-left: 4px solid var(--quiet); }
.verdict p { margin: 0; font-size: 16px; } .verdict .mark { width: 20px; height: 20px; margin-top: 3px; flex: none; }
.verdict.fail, .check.fail { border-left-color: var(--bad); } .verdict.pass, .check.pass { border-left-color: var(--good); } .verdict.inconclusive, .check.inconclusive { border-left-color: var(--open); }
.check, .finding { border: 1px solid var(--line); border-left: 4px solid var(--line); padding: 12px 16px; margin: 0 0 16px; }
.finding.closed { border-style: dashed; } .finding.open.critical, .finding.open.high { border-left-color: var(--bad); } .finding.open.medium { border-left-color: var(--open); }
.sentence { font-size: 15px; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 4px 24px; margin-top: 12px; font-size: 13px; }
.facts div { display: flex; gap: 8px; } dt { color: var(--quiet); flex: 0 0 84px; } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.mark { width: 14px; height: 14px; vertical-align: -2px; color: var(--quiet); flex: none; }
.mark.passing { color: var(--good); } .mark.failing { color: var(--bad); } .mark.inconclusive { color: var(--open); }
.mark .fill { fill: currentColor; } .mark .line { fill: none; stroke: currentColor; stroke-width: 1.3; } .mark .stroke { fill: none; stroke: currentColor; stroke-width: 2.6; stroke-linecap: round; }
.plot { display: block; width: 100%; min-width: 560px; max-width: 760px; margin: 4px 0; } .plot text { font-size: 12px; fill: var(--ink); } .plot .label { text-anchor: end; }
.plot .tick { text-anchor: middle; fill: var(--quiet); font-size: 11px; } .plot .start { text-anchor: start; } .plot .count { fill: var(--quiet); }
.plot .grid { stroke: var(--line); } .plot .zero { stroke: var(--quiet); } .plot .limit { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 2; }
.plot .whisker { stroke: var(--accent); stroke-width: 1.8; } .plot .dot { fill: var(--accent); } .plot .over .whisker { stroke: var(--bad); } .plot .over .dot { fill: var(--bad); }
.curve .band { fill: var(--accent); opacity: 0.18; } .curve .line { fill: none; stroke: var(--accent); stroke-width: 2; } .curve .label { text-anchor: end; font-size: 11px; fill: var(--quiet); }
.pictures { display: flex; flex-wrap: wrap; gap: 8px 24px; } figure { margin: 4px 0; } figcaption { color: var(--quiet); font-size: 12px; } .pixels { display: block; width: 128px; height: 128px; border: 1px solid var(--line); shape-rendering: crispEdges; }
.numbers summary { color: var(--quiet); font-size: 12px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; } th, td { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
thead th { color: var(--quiet); font-size: 12px; } .number { text-align: right; padding-right: 16px; } .wide { overflow-x: auto; position: relative; } td code { overflow-wrap: anywhere; }
.matrix { min-width: 720px; } .matrix .group th { font-weight: 600; padding-top: 14px; } .matrix td { white-space: nowrap; } .matrix tfoot tr:first-child > * { border-top: 2px solid var(--line); padding-top: 8px; } .matrix tfoot th { color: var(--quiet); } .matrix tfoot td { padding-left: 22px; text-align: left; }
.matrix .date { display: block; font-size: 11px; padding-left: 18px; } .word { font-size: 12px; } .band.critical, .band.high { font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 13px; }
.for-readers { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.severity { display: inline-block; border: 1px solid currentColor; border-radius: 3px; padding: 0 6px; font-size: 12px; font-weight: 600; } .severity.critical, .severity.high { color: var(--bad); } .severity.medium { color: var(--open); } .severity.low { color: var(--quiet); }
.triage { color: var(--quiet); font-style: italic; }
.transcript { margin-top: 8px; border-top: 1px solid var(--line); padding-top: 6px; } summary { cursor: pointer; overflow-wrap: anywhere; }
.outcome { font-weight: 600; } .transcript.breached .outcome, .transcript.refused .outcome { color: var(--bad); } .transcript.held .outcome, .transcript.served .outcome { color: var(--good); } .transcript.unscored .outcome { color: var(--open); }
.stage { display: grid; grid-template-columns: minmax(0, 1fr) 260px; gap: 16px; } @media (max-width: 720px) { .stage { grid-template-columns: minmax(0, 1fr); } }
.turn { border-left: 3px solid var(--line); padding: 2px 0 2px 12px; margin: 0 0 10px; } .turn.assistant { border-left-color: var(--accent); } .turn.planted { border-left-style: dashed; border-left-color: var(--open); }
.role { font-size: 11px; font-weight: 600; color: var(--quiet); } .call { margin-top: 6px; }
pre { margin: 2px 0; white-space: pre-wrap; overflow-wrap: anywhere; } mark { background: var(--mark); color: var(--mark-ink); outline: 1px solid var(--open); }
.hidden-character { color: var(--hidden); border: 1px dotted currentColor; border-radius: 2px; font-size: 11px; } mark .hidden-character { color: inherit; }
.cut { color: var(--open); font-size: 12px; }
.effects h4 { margin-top: 2px; } .effects ul { list-style: none; margin: 0; padding: 0; font-size: 13px; } .effects li { border: 1px solid var(--line); padding: 6px 8px; margin-bottom: 6px; } .effects .decisive { border: 2px solid var(--bad); } .effects .blocked { border-style: dashed; } .state { color: var(--quiet); font-size: 12px; }
.trace { font-size: 12px; } footer { padding-bottom: 48px; } .caveats li { margin-bottom: 4px; }
@media print { body { font-size: 11px; } .check, .finding { break-inside: avoid-page; } nav { display: none; } }
`;

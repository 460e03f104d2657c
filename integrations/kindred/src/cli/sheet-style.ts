/** How the sheet looks on a telephone, at night, and on paper. */
export const sheetStyle = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1a16; --faint: #6a6359; --line: #d8d2c6; --here: #e7f0e4; --accent: #8c2f20; }
@media (prefers-color-scheme: dark) {
	:root { --paper: #171513; --ink: #ece5d8; --faint: #a79d8e; --line: #3b362f; --here: #22301f; --accent: #eba797; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; color: var(--faint); font-weight: 600; }
p { margin: .25rem 0; }
[hidden] { display: none !important; }
.tally { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.tools { position: sticky; inset-block-start: 0; z-index: 1; padding-block: .5rem; background: var(--paper); border-block-end: 1px solid var(--line); }
.tools form, .tools p { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-block: .25rem; }
.tools > p > input { flex: 1; min-inline-size: 8rem; }
input, button, textarea { font: inherit; color: inherit; background: transparent; border: 1px solid var(--faint); border-radius: .375rem; padding: .5rem .625rem; min-block-size: 2.75rem; max-inline-size: 100%; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
#code, .code, code { font-family: ui-monospace, monospace; letter-spacing: .05em; }
video { inline-size: 100%; max-block-size: 40vh; object-fit: cover; border-radius: .375rem; }
.notice:empty { display: none; }
.notice { font-weight: 600; }
.guests { list-style: none; margin: 0; padding: 0; }
.guests li { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem; padding: .375rem .5rem; border-block-end: 1px solid var(--line); scroll-margin-block-start: 12rem; }
.guests li:has(:checked) { background: var(--here); }
.guests label:first-child { display: flex; gap: .75rem; align-items: center; flex: 1 1 12rem; min-block-size: 2.75rem; overflow-wrap: anywhere; }
input[type=checkbox] { inline-size: 1.75rem; block-size: 1.75rem; min-block-size: 0; flex: none; accent-color: var(--accent); }
.name { font-weight: 600; }
.with { color: var(--faint); }
.with input { inline-size: 3.75rem; }
.code, .standing { color: var(--faint); font-size: .9375rem; }
.standing { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; }
.said { flex-basis: 100%; font-size: .9375rem; overflow-wrap: anywhere; }
.said span { color: var(--faint); }
textarea { inline-size: 100%; font-family: ui-monospace, monospace; }
footer { margin-block-start: 2rem; color: var(--faint); font-size: .875rem; }
.paper { display: none; }
@media print {
	@page { size: A4; margin: 15mm; }
	:root { --paper: #fff; --ink: #000; --faint: #444; --line: #999; --here: #fff; color-scheme: light; }
	body { max-width: none; padding: 0; font-size: 11pt; }
	.tools, .result, .tally, noscript { display: none; }
	.guests li { break-inside: avoid; padding: 1.5mm 0; }
	.guests label:first-child { min-block-size: 0; }
	input[type=checkbox] { appearance: none; inline-size: 5mm; block-size: 5mm; padding: 0; border: 1pt solid #000; border-radius: 0; }
	input[type=checkbox]:checked { background: linear-gradient(to top right, transparent 46%, #000 46% 54%, transparent 54%), linear-gradient(to bottom right, transparent 46%, #000 46% 54%, transparent 54%); print-color-adjust: exact; }
	.with input { border: 0; padding: 0; inline-size: 1.5rem; min-block-size: 0; }
	li[data-guests="0"] .with { visibility: hidden; }
	.paper { display: block; break-inside: avoid; }
	.paper p { block-size: 9mm; margin: 0; border-block-end: 1pt solid #999; }
}
`;

import { direction } from '../base/language.ts';
import { escapeHtml } from '../base/html.ts';
import { sha256 } from '../base/hash.ts';
import type { Sheet, SheetRow } from '../event/index.ts';
import { sheetScript } from './sheet-script.ts';
import { sheetStyle } from './sheet-style.ts';

/** The sheet as one file that needs nothing else: no net, no server, no font. */
export function sheetPage(sheet: Sheet): string {
	const { title, lang, when, place, made, expected, others, group, host } = sheet;
	const own = `lang="${escapeHtml(lang)}" dir="${direction(lang)}"`;
	return `<!doctype html>
<html lang="en">
${head(title)}
<body data-event="${escapeHtml(group)}" data-key="kindred-sheet ${escapeHtml(`${host}/${group}`)}">
<header>
<h1 ${own}>${escapeHtml(title)}</h1>
<p>${escapeHtml(when)}${place ? `<br><span ${own}>${escapeHtml(place)}</span>` : ''}</p>
<p class="tally" role="status"><strong id="here">0</strong> of <strong>${heads(expected)}</strong> are here</p>
</header>
<noscript><p class="notice">Boxes are counted and kept by a script, which is turned off here. The list can be printed.</p></noscript>
<main>
${tools}
<div id="list">
<h2>Guests</h2>
${list(expected, own) || '<p>Nobody has a seat yet.</p>'}
${others.length ? `<h2>Without a seat</h2>\n${list(others, own)}` : ''}
<section class="paper"><h2>Somebody else</h2><p></p><p></p><p></p><p></p></section>
</div>
<section class="result">
<h2>When it is over</h2>
<p>Copy this, and paste it into <code>kindred event check-in ${escapeHtml(group)} --from -</code>. Here it stays in this browser only.</p>
<textarea id="result" rows="6" readonly aria-label="Result"></textarea>
<p><button type="button" id="copy">Copy the result</button> <button type="button" id="clear">Clear all boxes</button></p>
</section>
</main>
<footer><p>Made ${escapeHtml(made)}. Whoever answered since is not on it.</p></footer>
<script>${sheetScript}</script>
</body>
</html>
`;
}

/**
 * The policy (Content Security Policy Level 3) lets the page load nothing and send nothing, and run no script but its own, whatever
 * a guest is called.
 */
function head(title: string): string {
	const own = `script-src '${source(sheetScript)}'; style-src '${source(sheetStyle)}'`;
	return `<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${own}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} – guests</title>
<style>${sheetStyle}</style>
</head>`;
}

/** What stays on top while the list is scrolled, and what the camera sees. */
const tools = `<div class="tools">
<form id="door"><label for="code">Code</label> <input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" size="8" maxlength="12"> <button>Check in</button> <button type="button" id="scan" hidden>Scan</button></form>
<p><label for="search">Find</label> <input type="search" id="search" autocomplete="off"></p>
<video id="camera" autoplay playsinline muted hidden></video>
<p id="told" class="notice" role="status"></p>
</div>`;

/** A script or a style by its hash, as a policy names it (CSP Level 3, section 2.3.1). */
function source(text: string): string {
	return `sha256-${Buffer.from(sha256(text), 'hex').toString('base64')}`;
}

const heads = (rows: readonly SheetRow[]) => rows.reduce((sum, { guests }) => sum + 1 + guests, 0);

function list(rows: readonly SheetRow[], own: string): string {
	return rows.length ? `<ul class="guests">\n${rows.map((row) => item(row, own)).join('\n')}\n</ul>` : '';
}

function item(row: SheetRow, own: string): string {
	const { code, name, standing, guests, answers, comment, came } = row;
	const said = [
		...answers.map(
			({ ask, text }) =>
				`<p class="said"><span ${own}>${escapeHtml(ask)}</span> <bdi>${escapeHtml(text)}</bdi></p>`,
		),
		...(comment ? [`<p class="said" dir="auto">“${escapeHtml(comment)}”</p>`] : []),
	];
	const called = name ? escapeHtml(name) : 'No name';
	return `<li data-code="${code}" data-guests="${guests}">
<label><input type="checkbox"${came === undefined ? '' : ' checked'}> <bdi class="name">${called}</bdi></label>
<label class="with">with <input type="number" min="0" max="99" value="${came ?? guests}" inputmode="numeric" aria-label="Came with ${called}"></label>
<span class="code">${code}</span>${standing === 'seated' ? '' : ` <span class="standing">${standing}</span>`}
${said.join('\n')}</li>`;
}

/*
 * What runs in the host's browser. The functions below are written out into the sheet as they stand, so they use nothing but each
 * other and the browser; boxes are kept in its localStorage, and nothing is sent anywhere.
 */

/** What a box keeps: whether they came, and with how many. */
interface Mark {
	readonly came: boolean;
	readonly guests: number;
}

/** One line of the list. */
interface Line {
	readonly code: string;
	readonly name: string;
	/** How many they said they would bring. */
	readonly expected: number;
	readonly item: HTMLElement;
	readonly box: HTMLInputElement;
	readonly guests: HTMLInputElement;
}

/** The Barcode Detection API (WICG), where a browser has it. */
interface Detector {
	detect(video: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type Detecting = { BarcodeDetector?: new (options: { formats: string[] }) => Detector };

function part<T extends HTMLElement>(id: string): T {
	return document.getElementById(id) as T;
}

function linesOf(): Line[] {
	return [...document.querySelectorAll<HTMLElement>('.guests li')].map((item) => ({
		code: item.dataset['code']!,
		name: item.querySelector('.name')!.textContent ?? '',
		expected: Number(item.dataset['guests']),
		item,
		box: item.querySelector<HTMLInputElement>('input[type=checkbox]')!,
		guests: item.querySelector<HTMLInputElement>('input[type=number]')!,
	}));
}

/** What this browser kept. A browser that keeps nothing, or something else, is no reason to stop. */
function readKept(key: string): Record<string, Mark> {
	try {
		return (JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, Mark> | null) ?? {};
	} catch {
		return {};
	}
}

function keep(key: string, lines: readonly Line[]): void {
	const marks = lines.map(({ code, box, guests }) => [code, { came: box.checked, guests: countIn(guests) }]);
	try {
		localStorage.setItem(key, JSON.stringify(Object.fromEntries(marks)));
	} catch {
		say('This browser keeps nothing. Copy the result before you close the page.');
	}
}

function countIn({ value }: HTMLInputElement): number {
	const count = Math.trunc(Number(value));
	return count > 0 ? Math.min(count, 99) : 0;
}

function say(text: string): void {
	part('told').textContent = text;
}

/** Shows what the boxes say: how many are here, and the text to be pasted. */
function show(lines: readonly Line[]): void {
	const here = lines.filter(({ box }) => box.checked);
	part('here').textContent = String(here.reduce((sum, { guests }) => sum + 1 + countIn(guests), 0));
	const named = here.map(({ code, expected, guests }) => {
		const came = countIn(guests);
		return came || expected ? `${code} +${came}` : code;
	});
	part<HTMLTextAreaElement>('result').value = [
		`Came to ${document.body.dataset['event']}:`,
		...named,
		'',
	].join('\n');
}

/** Only the lines that have what is looked for, in a name or a code. */
function find(lines: readonly Line[], text: string): void {
	const wanted = text.normalize('NFKD').toLowerCase().trim();
	for (const { name, code, item } of lines)
		item.hidden = !`${name} ${code}`.normalize('NFKD').toLowerCase().includes(wanted);
}

/** A code that was typed or scanned. */
function checkIn(typed: string, lines: readonly Line[]): void {
	const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
	const line = lines.find((one) => one.code === code);
	if (!line) return say(code ? `Nobody on this sheet has the code ${code.slice(0, 12)}.` : '');
	const wasHere = line.box.checked;
	line.box.checked = true;
	line.box.dispatchEvent(new Event('change', { bubbles: true }));
	say(`${line.name} ${wasHere ? 'was here already' : 'is here'}.`);
	find(lines, (part<HTMLInputElement>('search').value = ''));
	line.item.scrollIntoView({ block: 'center' });
}

function copyResult(): void {
	const result = part<HTMLTextAreaElement>('result');
	const selected = () => {
		result.select();
		say(document.execCommand('copy') ? 'Copied.' : 'Copy the marked text by hand.');
	};
	if (!navigator.clipboard) return selected();
	navigator.clipboard.writeText(result.value).then(() => say('Copied.'), selected);
}

/** Reads codes with the camera until it is pressed again. */
async function scan(detector: Detector, lines: readonly Line[]): Promise<void> {
	const camera = part<HTMLVideoElement>('camera');
	const button = part('scan');
	const running = camera.srcObject as MediaStream | null;
	for (const track of running?.getTracks() ?? []) track.stop();
	camera.srcObject = null;
	camera.hidden = running !== null;
	button.textContent = running ? 'Scan' : 'Stop';
	if (running) return;
	try {
		camera.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
	} catch {
		camera.hidden = true;
		button.textContent = 'Scan';
		return say('The camera cannot be used here. Type the code.');
	}
	for (let last = ''; camera.srcObject;) {
		const [found] = await detector.detect(camera).catch(() => []);
		if (found && found.rawValue !== last) checkIn((last = found.rawValue), lines);
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

function start(): void {
	const key = document.body.dataset['key']!;
	const lines = linesOf();
	const kept = readKept(key);
	for (const { code, box, guests } of lines) {
		const mark = kept[code];
		if (!mark) continue;
		box.checked = mark.came;
		guests.value = String(mark.guests);
	}
	show(lines);
	const changed = () => {
		keep(key, lines);
		show(lines);
	};
	for (const kind of ['change', 'input']) part('list').addEventListener(kind, changed);
	const search = part<HTMLInputElement>('search');
	search.addEventListener('input', () => find(lines, search.value));
	const code = part<HTMLInputElement>('code');
	part('door').addEventListener('submit', (event) => {
		event.preventDefault();
		checkIn(code.value, lines);
		code.value = '';
	});
	part('copy').addEventListener('click', copyResult);
	part('clear').addEventListener('click', () => {
		if (!confirm('Clear all boxes of this sheet?')) return;
		for (const { box } of lines) box.checked = false;
		changed();
	});
	const { BarcodeDetector } = globalThis as unknown as Detecting;
	if (!BarcodeDetector || !navigator.mediaDevices) return;
	const button = part('scan');
	button.hidden = false;
	button.addEventListener('click', () => void scan(new BarcodeDetector({ formats: ['qr_code'] }), lines));
}

/** The script of the sheet. */
export const sheetScript = `'use strict';
${[part, linesOf, readKept, keep, countIn, say, show, find, checkIn, copyResult, scan, start].map(String).join('\n')}
start();
`;

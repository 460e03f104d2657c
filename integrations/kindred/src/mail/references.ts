/** Where a letter's own paths start, and how wide its column is. */
export interface Column {
	/** The absolute address that relative links are meant from: the digest's page, or the site. */
	readonly page: string;
	/** In px. */
	readonly width: number;
}

/**
 * A rendered letter that can be read away from the site: links and pictures have absolute addresses, and no picture is wider
 * than the column (Outlook goes by the `width` attribute, whatever the styles say). Choices of pictures are dropped: mail
 * programs do not make them.
 */
export function standAlone(html: string, { page, width }: Column): string {
	return html.replace(/<(a|img)\b[^>]*>/gi, (tag, name: string) => {
		const absolute = tag.replace(/(\s(?:href|src)=")([^"]*)"/gi, (_all, start: string, address: string) => {
			// A slot is filled with a whole address; `#` stays within the letter.
			const isWhole = /^([a-z][a-z0-9+.-]*:|#|\uE000)/i.test(address) || address === '';
			return `${start}${isWhole ? address : resolved(address, page)}"`;
		});
		return name.toLowerCase() === 'img' ? fitted(absolute, width) : absolute;
	});
}

/** What cannot be resolved stays as it is: the gate before sending names it, with its place. */
function resolved(address: string, page: string): string {
	return URL.parse(address, page)?.href ?? address;
}

function fitted(image: string, most: number): string {
	const plain = image.replace(/\s(?:srcset|sizes)="[^"]*"/gi, '');
	const [width, height] = ['width', 'height'].map((side) =>
		Number(new RegExp(`\\s${side}="(\\d+)"`, 'i').exec(plain)?.[1]),
	);
	if (!width || width <= most) return plain;
	return plain
		.replace(/(\swidth=")\d+/i, `$1${most}`)
		.replace(/(\sheight=")\d+/i, `$1${Math.round(((height || 0) * most) / width)}`);
}

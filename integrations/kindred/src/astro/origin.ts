/** Types a browser's form can send across origins without asking first (Fetch standard, CORS-safelisted). */
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Astro's own origin check (`security.checkOrigin`, astro/dist/core/app/origin-check.js in 7.3): a form-like request that
 * may change something has to come from a page of this site.
 */
export function isCrossSiteForm(request: Request, url: URL): boolean {
	if (safeMethods.includes(request.method) || request.headers.get('origin') === url.origin) return false;
	const type = request.headers.get('content-type');
	if (type === null) return true;
	return formTypes.some((form) => type.toLowerCase().includes(form));
}

/** The answer Astro gives. */
export function crossSiteRefusal(method: string): Response {
	return new Response(`Cross-site ${method} form submissions are forbidden`, { status: 403 });
}

/**
 * Is this the request a mail program makes for its unsubscribe button (RFC 8058 section 3.2)? A POST to the address of
 * List-Unsubscribe, from no page and without cookies, whose form says `List-Unsubscribe=One-Click`.
 */
export async function isOneClick(
	request: Request,
	url: URL,
	leavePath: string,
	body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
	if (request.method !== 'POST' || url.pathname.replace(/\/$/, '') !== leavePath.replace(/\/$/, ''))
		return false;
	const headers = { 'Content-Type': request.headers.get('content-type') ?? '' };
	const form = await new Response(body, { headers }).formData().catch(() => undefined);
	return form?.get('List-Unsubscribe') === 'One-Click';
}

/**
 * Reads a copy of the body up to `most` bytes, whatever Content-Length says; `too-large` when there is more. The request
 * itself can still be read.
 */
export async function readCopy(
	request: Request,
	most: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large'> {
	if (!request.body) return new Uint8Array();
	const read = await readUpTo(request.clone().body!, most);
	// Both halves of a copied body have to be given up before the sender is told to stop.
	if (read === 'too-large') void request.body.cancel().catch(() => {});
	return read;
}

/** Reads a body up to `most` bytes, whatever Content-Length says, and gives up one that is longer. */
export async function readUpTo(
	body: ReadableStream<Uint8Array>,
	most: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large'> {
	const reader = body.getReader();
	const pieces: Uint8Array[] = [];
	let size = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return Buffer.concat(pieces);
		size += value.byteLength;
		if (size > most) {
			void reader.cancel().catch(() => {});
			return 'too-large';
		}
		pieces.push(value);
	}
}

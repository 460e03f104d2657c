/** Where letters are laid down: ready bytes, and text that is still to be encoded. */
export interface Writable {
	add(bytes: Uint8Array): void;
	write(text: string): void;
}

/** Bytes written one after the other into one buffer that grows. */
export class Sheet implements Writable {
	#bytes: Buffer;
	#length = 0;

	/** @param guess how many bytes there will be; a good guess saves copying. */
	constructor(guess: number) {
		this.#bytes = Buffer.allocUnsafe(Math.max(64, guess));
	}

	add(bytes: Uint8Array): void {
		const { length } = bytes;
		if (this.#length + length > this.#bytes.length) this.#grow(length);
		this.#bytes.set(bytes, this.#length);
		this.#length += length;
	}

	write(text: string): void {
		// A UTF-16 unit takes three bytes of UTF-8 at most.
		if (this.#length + text.length * 3 > this.#bytes.length) this.#grow(text.length * 3);
		this.#length += this.#bytes.write(text, this.#length);
	}

	done(): Uint8Array {
		return this.#bytes.subarray(0, this.#length);
	}

	/** Makes it empty. What was written before is gone with the next letter. */
	clear(): void {
		this.#length = 0;
	}

	#grow(by: number): void {
		const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + by));
		larger.set(this.#bytes.subarray(0, this.#length));
		this.#bytes = larger;
	}
}

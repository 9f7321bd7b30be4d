const MARKUP = /<(?:!doctype html|html|head|body|title|meta|link|script|style|div|table|a|p|h1|br|!--)[\s>/-]/i;
const PREFIX = 1024;

/**
 * Does one of the usual tags stand in the first KiB? The idea of the WHATWG MIME Sniffing Standard (7.1), without its rule that the tag comes
 * first: fragments are pages, too.
 */
export const hasMarkup = (body: Uint8Array): boolean => MARKUP.test(Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, PREFIX)).toString('latin1'));

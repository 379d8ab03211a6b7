/**
 * Named places where a test may stop the world: the crash matrix sets `globalThis.linjuReach` before the
 * page loads and hangs or throws at one of them. Without it this does nothing.
 *
 * draft, taken, saving, saved, sending, photo-sent, sent, answered, settled
 */
export const reach = (place) => globalThis.linjuReach?.(place);

/** Binary logarithms of the sizes of the tables that features are hashed into. */
export const wordBits = 20;
export const cueBits = 18;

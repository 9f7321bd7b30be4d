/** Room around the bars of the large histogram, in CSS pixels. */
export const PLOT = { left: 46, right: 16, top: 8, bottom: 20 };

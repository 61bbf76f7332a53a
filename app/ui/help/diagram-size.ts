/** Sizes of what a diagram is made of, in pixels. */
export const BOX_WIDTH = 148
export const BOX_HEIGHT = 40
export const LABEL_HEIGHT = 18

/**
 * Figures of the study: the same style for all, as SVG for a page and as a picture for a notebook.
 *
 * <p>Arrays are not copied. A number that is missing or cannot be computed is NaN, and left out; a
 * figure without any number says so. Arrays that belong together have the same length, or an {@link
 * IllegalArgumentException} is thrown.
 */
package workbench.scientist.plot;

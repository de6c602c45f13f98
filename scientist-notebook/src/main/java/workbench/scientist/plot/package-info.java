/**
 * Figures of the study: the same style for all, as SVG for a page and as a picture for a notebook.
 */
package workbench.scientist.plot;

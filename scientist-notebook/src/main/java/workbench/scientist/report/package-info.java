/** The report: one page that opens from disk. */
package workbench.scientist.report;

/**
 * Data sets from CSV files of the user's own, as R, pandas, a spreadsheet or an archive write them.
 */
package workbench.data.csv;

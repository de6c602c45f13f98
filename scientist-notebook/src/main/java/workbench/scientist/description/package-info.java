/**
 * What is in the data? Questions in SQL, asked of the CSV file itself, and what a careful person
 * would remark.
 */
package workbench.scientist.description;

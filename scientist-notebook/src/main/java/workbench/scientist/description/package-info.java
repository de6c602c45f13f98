/** Description of a data set: SQL queries on the CSV file, and findings. */
package workbench.scientist.description;

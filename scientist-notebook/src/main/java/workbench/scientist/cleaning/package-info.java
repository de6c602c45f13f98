/** What to do with missing values, and what goes wrong if the test rows have a say in it. */
package workbench.scientist.cleaning;

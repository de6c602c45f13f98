/** Treatment of missing values, and leakage. */
package workbench.scientist.cleaning;

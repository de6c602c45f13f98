/** The comparison of the two roles: what a run found, as a record, and as a page that shows it. */
package workbench.benchmarks.comparison;

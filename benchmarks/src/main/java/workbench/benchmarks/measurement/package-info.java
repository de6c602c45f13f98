/** Measuring contestants against one another, and what comes of it. */
package workbench.benchmarks.measurement;

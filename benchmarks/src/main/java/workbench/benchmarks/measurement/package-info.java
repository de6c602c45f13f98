/** Benchmarks: measures contenders in turns and reports the results. */
package workbench.benchmarks.measurement;

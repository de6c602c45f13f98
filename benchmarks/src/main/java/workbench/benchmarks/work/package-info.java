/** The pieces of work that are timed in process, as JMH benchmarks. */
package workbench.benchmarks.work;

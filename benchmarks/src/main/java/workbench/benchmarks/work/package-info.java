/**
 * JMH benchmarks of our libraries, and the data and models that they share with the Python peers.
 */
package workbench.benchmarks.work;
